package xyz.blueblocks.servicekit.auth;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import xyz.blueblocks.wire.token.JwkSet;

/// What holds where a service brings no [SessionKeys] of its own: no token counts.
final class AuthWiring {
    @Produces
    @Singleton
    @DefaultBean
    SessionKeys none() {
        JwkSet none = new JwkSet(List.of());
        return () -> none;
    }
}
