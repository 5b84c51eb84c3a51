package xyz.blueblocks.localstack.state;

import java.io.IOException;
import java.nio.file.Path;

/// Tries to take a lock, says how it went, and holds it until its standard input ends.
final class LockTaker {
    private LockTaker() {}

    public static void main(String[] args) throws IOException {
        System.out.println(StackLock.tryTake(Path.of(args[0])).isPresent() ? "taken" : "refused");
        while (System.in.read() >= 0) {
            // wait for the end
        }
    }
}
