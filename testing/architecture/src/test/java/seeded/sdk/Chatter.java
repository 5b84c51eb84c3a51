package seeded.sdk;

final class Chatter {
    private Chatter() {}

    static void chat() {
        System.out.println("hello");
    }
}
