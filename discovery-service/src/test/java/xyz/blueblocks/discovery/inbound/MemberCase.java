package xyz.blueblocks.discovery.inbound;

import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import xyz.blueblocks.wire.message.Capability;

/// A patient who has joined, and a clock that tests may shift.
abstract class MemberCase extends DoorCase {
    @Inject ShiftedClock clock;
    String token;

    @BeforeEach
    final void join() {
        token = door.join(peer, Capability.PATIENT);
    }

    @AfterEach
    final void resetClock() {
        clock.shift(Duration.ZERO);
    }
}
