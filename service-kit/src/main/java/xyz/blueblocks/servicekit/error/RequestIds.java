package xyz.blueblocks.servicekit.error;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.wire.ErrorCode;

/// The id under which a request is answered, logged and audited: the caller's `X-Request-Id` when
/// it is short and plain, else one made here. It names, it proves nothing.
public final class RequestIds {
    /// Header that carries the id, both ways.
    public static final String HEADER = "X-Request-Id";

    private static final String KEY = "blueblocks.request-id";
    private static final String ERROR = "blueblocks.error";
    private static final String PROBLEM = "blueblocks.problem";
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

    /// Reads the caller's wish for RFC 9457 errors. JAX-RS must not see it: it would look for
    /// resources that answer in that form when all goes well.
    public static void readWishes(RoutingContext request) {
        String accept = request.request().getHeader("Accept");
        if (accept != null && ErrorBody.asksForProblem(accept)) {
            request.put(PROBLEM, true);
            request.request().headers().set("Accept", "*/*");
        }
    }

    /// Whether errors of this request are to be in RFC 9457's form.
    public static boolean problem(@Nullable RoutingContext request) {
        return request != null && request.get(PROBLEM) != null;
    }

    /// Keeps with what error a request was refused, for whoever records it.
    public static void refused(@Nullable RoutingContext request, ErrorCode code) {
        if (request != null) {
            request.put(ERROR, code);
        }
    }

    /// With what error a request was refused, if it was.
    public static Optional<ErrorCode> error(RoutingContext request) {
        return request.get(ERROR) instanceof ErrorCode code ? Optional.of(code) : Optional.empty();
    }

    /// The id of a request; `-` outside one.
    public static String of(@Nullable RoutingContext request) {
        String known = request == null ? null : request.get(KEY);
        return known == null ? "-" : known;
    }
}
