package xyz.blueblocks.servicekit.audit;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a JAX-RS method: whatever becomes of a request to it, allowed or denied, is one audit event,
/// safe on disk before the answer leaves (row H02).
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Decision {
    /// The action, such as `peer.register`.
    String value() default "";
}
