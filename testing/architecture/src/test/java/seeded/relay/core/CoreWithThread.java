package seeded.relay.core;

final class CoreWithThread {
    private CoreWithThread() {}

    static void start() {
        Thread.startVirtualThread(() -> {});
    }
}
