package xyz.blueblocks.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import xyz.blueblocks.crypto.merkle.NoteKey;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.token.InviteIssuer;

/// Invites into the network of one stack, signed by its own admin key.
public final class StackInvites {
    /// What audit-service calls its log; part of the verifier key that invites pin.
    public static final String LOG_ORIGIN = "blueblocks.local/audit";

    private static final String NETWORK = "local";
    private static final Duration LIFE = Duration.ofDays(7);

    private final InviteIssuer issuer;
    private final Path adminKey;
    private final InstantSource clock;

    StackInvites(StackParts parts, InstantSource clock) {
        this.adminKey = parts.secrets().adminKey();
        this.clock = clock;
        this.issuer =
                new InviteIssuer(
                        NETWORK,
                        urls(parts, ServiceKind.DISCOVERY),
                        urls(parts, ServiceKind.AUDIT),
                        read(parts.authority().certificateFile()),
                        logKey(parts.secrets().auditLogKey()));
    }

    /// A fresh invite, signed.
    public JsonObject issue(List<Capability> attested) {
        try (Ed25519PrivateKey admin = StackSecrets.privateKey(adminKey)) {
            return issuer.issue(
                    admin, attested, clock.instant(), LIFE, UUID.randomUUID().toString());
        }
    }

    /// What all invites into this stack's network say.
    public InviteIssuer issuer() {
        return issuer;
    }

    /// The verifier key of this stack's log.
    public String logKey() {
        return issuer.logKey();
    }

    private static List<String> urls(StackParts parts, ServiceKind kind) {
        return parts.layout().services().stream()
                .filter(id -> id.kind() == kind)
                .sorted()
                .map(id -> URI.create(parts.layout().url(id)).toString())
                .toList();
    }

    private static String logKey(Path file) {
        return new NoteKey(LOG_ORIGIN, StackSecrets.publicKey(file)).text();
    }

    /// The key of the log whose seed lies in a stack's folder of secrets.
    public static NoteKey logKeyIn(Path secrets) {
        return new NoteKey(LOG_ORIGIN, StackSecrets.publicKey(secrets.resolve("audit-log-key")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
