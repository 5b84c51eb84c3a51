package seeded.relay.core;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import seeded.crypto.InnocentKeys;

/// What a core may do: values, arrays, time and randomness from its caller.
public final class InnocentCore {
    private final byte[] bytes = new byte[4];
    private @Nullable Instant last;

    Optional<Instant> step(Clock clock, RandomGenerator random, List<ByteBuffer> in) {
        random.nextBytes(bytes);
        last = Instant.now(clock);
        in.forEach(ByteBuffer::flip);
        return Optional.ofNullable(last);
    }

    static int digestLength(MessageDigest digest, InnocentKeys keys) {
        return digest.getDigestLength() + keys.hashCode();
    }
}
