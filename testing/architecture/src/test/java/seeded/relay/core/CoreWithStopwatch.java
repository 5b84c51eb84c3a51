package seeded.relay.core;

final class CoreWithStopwatch {
    private CoreWithStopwatch() {}

    static long start() {
        return System.nanoTime();
    }
}
