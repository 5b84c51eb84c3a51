package xyz.blueblocks.relay.outbound;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.link.https.Call;
import xyz.blueblocks.link.https.CallFailed;
import xyz.blueblocks.link.https.Credential;
import xyz.blueblocks.link.https.ServiceClient;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.Heartbeat;
import xyz.blueblocks.wire.message.HeartbeatAnswer;
import xyz.blueblocks.wire.message.PeerMetadata;
import xyz.blueblocks.wire.message.Register;
import xyz.blueblocks.wire.message.Registered;
import xyz.blueblocks.wire.message.RelayDirectory;
import xyz.blueblocks.wire.token.JwkSet;
import xyz.blueblocks.wire.token.PeerAssertion;

/// The relay as a peer of discovery: it registers, beats, and reads the signed directory and the
/// keys in force. It never asks about peers.
///
/// Blocking; each method belongs to the one thread that calls it.
public final class DiscoveryAccount {
    private static final String API = "/api/v1";
    private static final int NONCE_BYTES = 32;
    private static final int ID_BYTES = 16;
    private static final System.Logger LOG = System.getLogger(DiscoveryAccount.class.getName());

    private final ServiceClient client;
    private final RelayIdentity identity;
    private final RelayVolume volume;
    private final KnownRelays known;
    private final Supplier<Optional<String>> enrolmentToken;
    private final Supplier<RelayLoad> load;
    private final String version;
    private final InstantSource clock;
    private final SecureRandom random;
    private volatile String token = "";
    private volatile boolean registered;
    private volatile Instant renewAt = Instant.MAX;
    private JsonObject toldDescriptor;

    /// @param enrolmentToken from the invite, asked when it is needed
    /// @param version of this software
    public DiscoveryAccount(
            ServiceClient client,
            RelayIdentity identity,
            RelayVolume volume,
            KnownRelays known,
            Supplier<Optional<String>> enrolmentToken,
            Supplier<RelayLoad> load,
            String version,
            InstantSource clock,
            SecureRandom random) {
        this.client = client;
        this.identity = identity;
        this.volume = volume;
        this.known = known;
        this.enrolmentToken = enrolmentToken;
        this.load = load;
        this.version = version;
        this.clock = clock;
        this.random = random;
        toldDescriptor = identity.descriptor();
    }

    /// The newest session token; empty before the first registration.
    public String token() {
        return token;
    }

    /// Whether discovery knows this relay.
    public boolean registered() {
        return registered;
    }

    /// Until when it need not register again: a session that no heartbeat prolongs is replaced
    /// before it ends, because other relays ask for it on every new link.
    public Duration untilRenewal() {
        Duration left = Duration.between(clock.instant(), renewAt);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /// Registers: with an assertion where discovery knows the relay, else with the invite's token.
    public void register() throws CallFailed {
        Optional<String> invited = enrolmentToken.get();
        if (volume.enrolled() || invited.isEmpty()) {
            try {
                register(PeerAssertion.create(identity.key(), clock.instant(), id()));
                return;
            } catch (CallFailed e) {
                if (invited.isEmpty() || !e.answered()) {
                    throw e;
                }
            }
        }
        register(invited.get());
    }

    private void register(String bearer) throws CallFailed {
        JsonObject answer =
                client.json(
                        Call.post(
                                API + "/peers/register",
                                new Credential.Bearer(bearer),
                                this::registration));
        switch (Registered.fromJson(answer)) {
            case Decoded.Ok<Registered>(var accepted) -> {
                token = accepted.token();
                renewAfter(Duration.ofSeconds(accepted.ttlSeconds()));
                registered = true;
                volume.markEnrolled();
                LOG.log(System.Logger.Level.INFO, "registered at discovery");
            }
            case Decoded.Malformed<Registered> bad ->
                    LOG.log(System.Logger.Level.WARNING, "registration answer: {0}", bad.why());
        }
    }

    private void renewAfter(Duration life) {
        renewAt = clock.instant().plus(life.multipliedBy(4).dividedBy(5));
    }

    private JsonObject registration() {
        JsonObject descriptor = identity.descriptor();
        toldDescriptor = descriptor;
        Register body =
                new Register(
                        identity.id(),
                        identity.key().publicKey(),
                        identity.encryptionKey(),
                        List.of(Capability.RELAY),
                        identity.description().endpoints(),
                        new PeerMetadata(
                                version, identity.description().region(), Optional.empty()),
                        Optional.empty(),
                        Optional.of(descriptor),
                        clock.instant(),
                        nonce());
        return SignedJson.sign(body.toJson(), Register.LABEL, identity.key());
    }

    /// Tells discovery that the relay lives, and what changed.
    ///
    /// @return when to do it again
    public Duration beat() throws CallFailed {
        JsonObject descriptor = identity.descriptor();
        try {
            JsonObject answer =
                    client.json(
                            Call.post(
                                    API + "/peers/" + identity.id() + "/heartbeat",
                                    session(),
                                    () -> heartbeat(descriptor)));
            return switch (HeartbeatAnswer.fromJson(answer)) {
                case Decoded.Ok<HeartbeatAnswer>(var alive) -> {
                    alive.token()
                            .ifPresent(fresh -> {
                                token = fresh;
                                renewAfter(Limits.SESSION_TTL);
                            });
                    toldDescriptor = descriptor;
                    yield Duration.ofMillis(alive.nextHeartbeatMillis());
                }
                case Decoded.Malformed<HeartbeatAnswer> _ -> Limits.HEARTBEAT_INTERVAL;
            };
        } catch (CallFailed e) {
            boolean unknown =
                    e.code() == ErrorCode.PEER_NOT_FOUND
                            || e.code() == ErrorCode.SESSION_EXPIRED
                            || e.code() == ErrorCode.INVALID_SIGNATURE;
            if (e.answered() && unknown) {
                registered = false;
            }
            throw e;
        }
    }

    private JsonObject heartbeat(JsonObject descriptor) {
        RelayLoad now = load.get();
        Optional<JsonObject> changed =
                descriptor.equals(toldDescriptor) ? Optional.empty() : Optional.of(descriptor);
        Heartbeat body =
                new Heartbeat(
                        clock.instant(),
                        nonce(),
                        now.load(),
                        now.connections(),
                        now.bandwidthAvailableMbps(),
                        Optional.empty(),
                        changed);
        return SignedJson.sign(body.toJson(), Heartbeat.LABEL, identity.key());
    }

    /// Reads the keys in force; needs no session.
    public void readKeys() throws CallFailed {
        JwkSet.fromJson(client.json(Call.get(API + "/jwks.json", Credential.NONE)))
                .toOptional()
                .ifPresent(known::keys);
    }

    /// Reads the signed directory.
    public void readDirectory() throws CallFailed {
        JsonObject answer =
                client.json(
                        Call.get(API + "/relays", session())
                                .answeringUpTo(Limits.MAX_LIST_JSON_BYTES));
        RelayDirectory.fromJson(answer)
                .toOptional()
                .ifPresent(directory -> {
                    int bad = known.relays(directory.relays());
                    if (bad > 0) {
                        LOG.log(
                                System.Logger.Level.WARNING,
                                "directory: {0} descriptors do not verify",
                                bad);
                    }
                });
    }

    private Credential session() {
        return new Credential.Session(token, identity.key());
    }

    private String nonce() {
        return hex(NONCE_BYTES);
    }

    private String id() {
        return hex(ID_BYTES);
    }

    private String hex(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Text.hex(bytes);
    }

    /// For tests and logs that need the moment.
    Instant now() {
        return clock.instant();
    }
}
