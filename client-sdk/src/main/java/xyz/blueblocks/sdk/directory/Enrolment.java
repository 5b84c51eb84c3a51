package xyz.blueblocks.sdk.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.link.https.Call;
import xyz.blueblocks.link.https.CallFailed;
import xyz.blueblocks.link.https.Credential;
import xyz.blueblocks.link.https.ServiceClient;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.PeerMetadata;
import xyz.blueblocks.wire.message.Register;
import xyz.blueblocks.wire.message.Registered;
import xyz.blueblocks.wire.token.PeerAssertion;

/// Keeps this peer registered: with the invite's token the first time, with an assertion of its own
/// key whenever the session is four fifths over. Safe for use by many threads.
final class Enrolment {
    private static final String FILE = "registration.json";
    private static final String PATH = "/api/v1/peers/register";
    private static final int PROTOCOL_ID_BYTES = 16;

    private final Profile profile;
    private final ServiceClient discovery;
    private final Surroundings surroundings;
    private volatile @Nullable Held held;

    private record Held(String token, Instant renewAfter, Instant expires) {
        @Override
        public String toString() {
            return "Held[until " + expires + "]";
        }
    }

    Enrolment(Profile profile, ServiceClient discovery, Surroundings surroundings) {
        this.profile = profile;
        this.discovery = discovery;
        this.surroundings = surroundings;
    }

    Optional<String> currentToken() {
        Held now = held;
        return now != null && surroundings.now().isBefore(now.expires)
                ? Optional.of(now.token)
                : Optional.empty();
    }

    /// A token that lasts a while; registers again where need be.
    synchronized String session() {
        Held now = held;
        if (now != null && surroundings.now().isBefore(now.renewAfter)) {
            return now.token;
        }
        Registration registration =
                registration()
                        .orElseThrow(() ->
                                new BlueBlocksException(
                                        ErrorCode.PEER_NOT_FOUND,
                                        "This profile is not registered.",
                                        "Register it first: bb register --invite FILE"));
        try {
            return take(send(registration, assertion()));
        } catch (CallFailed e) {
            String still = currentToken().orElse("");
            boolean away = !e.answered() || e.code() == ErrorCode.TIMEOUT;
            if (away && !still.isEmpty()) {
                return still;
            }
            throw Failures.of(e, "Discovery");
        }
    }

    /// What this peer said of itself, if it ever did.
    Optional<Registration> registration() {
        return profile.readFile(FILE, Registration.MAX_BYTES)
                .flatMap(bytes -> Json.parse(bytes).toOptional())
                .flatMap(json -> Registration.fromJson(json).toOptional());
    }

    synchronized void register(Registration registration) {
        try {
            take(firstOrAgain(registration));
        } catch (CallFailed e) {
            throw Failures.of(e, "Discovery");
        }
        profile.writeFile(FILE, registration.toJson().canonical());
    }

    /// With the invite where there is one that has not ended: it may attest more than before. An
    /// invite that was used already leaves the assertion.
    private Registered firstOrAgain(Registration registration) throws CallFailed {
        Optional<String> token =
                profile.invite()
                        .filter(invite -> surroundings.now().isBefore(invite.expires()))
                        .map(invite -> invite.enrolmentToken());
        if (token.isEmpty()) {
            return send(registration, assertion());
        }
        try {
            return send(registration, new Credential.Bearer(token.get()));
        } catch (CallFailed refused) {
            if (!refused.answered() || profile.readFile(FILE, Registration.MAX_BYTES).isEmpty()) {
                throw refused;
            }
            return send(registration, assertion());
        }
    }

    private Credential assertion() {
        return new Credential.Bearer(
                PeerAssertion.create(
                        profile.identityKey(),
                        surroundings.now(),
                        Text.base64url(surroundings.bytes(PROTOCOL_ID_BYTES))));
    }

    private Registered send(Registration registration, Credential credential) throws CallFailed {
        JsonObject answer = discovery.json(Call.post(PATH, credential, () -> signed(registration)));
        return switch (Registered.fromJson(answer)) {
            case Decoded.Ok<Registered>(Registered registered) -> registered;
            case Decoded.Malformed<Registered> bad ->
                    throw new BlueBlocksException(
                            bad.code(),
                            "Discovery's answer is not understood: " + bad.why() + ".",
                            "Check that this program and the network are of one version.");
        };
    }

    private JsonObject signed(Registration registration) {
        Instant now = surroundings.now();
        Register register =
                new Register(
                        profile.id(),
                        profile.identityKey().publicKey(),
                        profile.encryptionKey().publicKey(),
                        registration.capabilities(),
                        List.of(),
                        new PeerMetadata("1.0.0", registration.region(), registration.npi()),
                        Optional.of(profile.keyRecord(now)),
                        Optional.empty(),
                        Instant.ofEpochSecond(now.getEpochSecond()),
                        Text.hex(surroundings.bytes(Limits.MESSAGE_NONCE_BYTES)));
        return SignedJson.sign(register.toJson(), Register.LABEL, profile.identityKey());
    }

    private String take(Registered registered) {
        Instant now = surroundings.now();
        Duration life = Duration.ofSeconds(registered.ttlSeconds());
        held =
                new Held(
                        registered.token(),
                        now.plus(life.multipliedBy(4).dividedBy(5)),
                        now.plus(life));
        return registered.token();
    }
}
