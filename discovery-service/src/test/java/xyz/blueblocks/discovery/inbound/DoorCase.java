package xyz.blueblocks.discovery.inbound;

import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import xyz.blueblocks.servicekit.testing.TestPeer;

/// A peer that nobody knows, before the door of the service.
abstract class DoorCase {
    @TestHTTPResource("/")
    URI base;

    final TestPeer peer = TestPeer.stranger();
    Door door;

    @BeforeEach
    final void stand() {
        door = new Door(base);
    }
}
