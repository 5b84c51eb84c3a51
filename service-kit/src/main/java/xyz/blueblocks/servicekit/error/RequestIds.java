package xyz.blueblocks.servicekit.error;

import io.vertx.ext.web.RoutingContext;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The id under which a request is answered, logged and audited: the caller's `X-Request-Id` when
/// it is short and plain, else one made here. It names, it proves nothing.
public final class RequestIds {
    /// Header that carries the id, both ways.
    public static final String HEADER = "X-Request-Id";

    private static final String KEY = "blueblocks.request-id";
    private static final int MAX_LENGTH = 64;
    private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z_-]+");

    private RequestIds() {}

    /// Chooses the id of a request that has just arrived.
    public static String assign(RoutingContext request, RandomGenerator random) {
        String asked = request.request().getHeader(HEADER);
        String id =
                asked != null && asked.length() <= MAX_LENGTH && PLAIN.matcher(asked).matches()
                        ? asked
                        : String.format("req_%016x", random.nextLong());
        request.put(KEY, id);
        return id;
    }

    /// The id of a request; `-` outside one.
    public static String of(@Nullable RoutingContext request) {
        String known = request == null ? null : request.get(KEY);
        return known == null ? "-" : known;
    }
}
