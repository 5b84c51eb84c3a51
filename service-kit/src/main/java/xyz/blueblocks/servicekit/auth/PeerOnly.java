package xyz.blueblocks.servicekit.auth;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a JAX-RS method or class: only a registered peer that proves its key gets here, and what
/// changes something under a path with `{peer_id}` (POST, PUT, PATCH, DELETE), only that peer
/// itself. [AuthenticatedPeer#of] says who it is.
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface PeerOnly {}
