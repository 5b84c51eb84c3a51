package xyz.blueblocks.sdk.directory;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.link.https.Call;
import xyz.blueblocks.link.https.CallFailed;
import xyz.blueblocks.link.https.Credential;
import xyz.blueblocks.link.https.ServiceClient;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.profile.Trust;
import xyz.blueblocks.sdk.route.AllowedPlaces;
import xyz.blueblocks.sdk.route.Route;
import xyz.blueblocks.sdk.route.RouteSource;
import xyz.blueblocks.sdk.route.RouteTerms;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.Heartbeat;
import xyz.blueblocks.wire.message.PeerList;
import xyz.blueblocks.wire.message.RelayDescriptor;
import xyz.blueblocks.wire.message.RelayDirectory;
import xyz.blueblocks.wire.message.RouteAnswer;
import xyz.blueblocks.wire.message.RouteRequest;
import xyz.blueblocks.wire.message.RouteWishes;

/// Discovery, as one peer uses it. Blocks; safe for use by many threads.
public final class Directory implements RouteSource, AutoCloseable {
    private static final String API = "/api/v1";

    /// What we tell discovery of what we send: the kind helps nobody and says much.
    private static final String DATA_TYPE = "unspecified";

    private final Profile profile;
    private final ServiceClient discovery;
    private final Surroundings surroundings;
    private final Enrolment enrolment;
    private final RouteVerifier verifier;
    private final Optional<Integer> hops;
    private final AllowedPlaces within;

    /// Of a client that lets its data go anywhere.
    ///
    /// @param profile joined to a network
    /// @param hops relays on a route; the network's default when empty
    /// @throws BlueBlocksException when the profile has not joined a network
    public Directory(
            Profile profile,
            Surroundings surroundings,
            boolean postQuantumRequired,
            Optional<Integer> hops) {
        this(profile, surroundings, postQuantumRequired, hops, AllowedPlaces.ANYWHERE);
    }

    /// @param profile joined to a network
    /// @param hops relays on a route; the network's default when empty
    /// @param within where every relay of every route must stand
    /// @throws BlueBlocksException when the profile has not joined a network
    public Directory(
            Profile profile,
            Surroundings surroundings,
            boolean postQuantumRequired,
            Optional<Integer> hops,
            AllowedPlaces within) {
        Trust trust =
                profile.trust()
                        .orElseThrow(() ->
                                new BlueBlocksException(
                                        ErrorCode.PEER_NOT_FOUND,
                                        "This profile has not joined a network.",
                                        "Register it with an invite: bb register --invite FILE"));
        this.profile = profile;
        this.surroundings = surroundings;
        this.discovery =
                new ServiceClient(
                        trust.discovery(),
                        trust.caPem(),
                        surroundings.wall(),
                        surroundings.random());
        this.enrolment = new Enrolment(profile, discovery, surroundings);
        this.verifier =
                new RouteVerifier(
                        profile.encryptionKey(), new SeenSerials(profile), postQuantumRequired);
        this.hops = hops;
        this.within = within;
    }

    /// Registers, with the invite at first and by this peer's own key later.
    public void register(Registration registration) {
        enrolment.register(registration);
    }

    /// Where this peer said it is when it registered; never blocks.
    public Optional<String> region() {
        return enrolment.registration().map(Registration::region);
    }

    /// The session token that is in force now, or nothing before the first; never blocks.
    public Optional<String> currentToken() {
        return enrolment.currentToken();
    }

    /// Makes sure that the session lasts a while, registering again where need be.
    public void keepSession() {
        enrolment.session();
    }

    /// Tells discovery that this peer lives.
    ///
    /// @param connections open links
    public void heartbeat(long connections) {
        call(
                Call.post(
                        API + "/peers/" + profile.id() + "/heartbeat",
                        credential(),
                        () -> signedHeartbeat(connections)));
    }

    private JsonObject signedHeartbeat(long connections) {
        Heartbeat heartbeat =
                new Heartbeat(
                        wholeSecond(),
                        nonce(),
                        0,
                        connections,
                        0,
                        Optional.empty(),
                        Optional.empty());
        return SignedJson.sign(heartbeat.toJson(), Heartbeat.LABEL, profile.identityKey());
    }

    /// Peers that live.
    ///
    /// @param limit 1..100
    public PeerList peers(
            Optional<Capability> capability,
            Optional<String> region,
            int limit,
            Optional<String> cursor) {
        StringBuilder query = new StringBuilder(API + "/peers?limit=" + limit);
        capability.ifPresent(each -> query.append("&capability=").append(each.text()));
        region.ifPresent(each -> query.append("&region=").append(encode(each)));
        cursor.ifPresent(each -> query.append("&cursor=").append(encode(each)));
        return read(
                call(
                        Call.get(query.toString(), credential())
                                .answeringUpTo(Limits.MAX_LIST_JSON_BYTES)),
                PeerList::fromJson);
    }

    /// Relays of the signed directory that verify and are in force.
    public List<RelayDescriptor> relays() {
        Instant now = surroundings.now();
        RelayDirectory directory =
                read(
                        call(
                                Call.get(API + "/relays", credential())
                                        .answeringUpTo(Limits.MAX_LIST_JSON_BYTES)),
                        RelayDirectory::fromJson);
        List<RelayDescriptor> good = new ArrayList<>();
        for (JsonObject each : directory.relays()) {
            each.text("peer_id")
                    .flatMap(PeerId::parse)
                    .flatMap(id -> RelayDescriptor.verified(each, id, now).toOptional())
                    .ifPresent(good::add);
        }
        return good;
    }

    @Override
    public Route route(PeerId destination, long sizeBytes, Set<PeerId> avoid, RouteTerms wished) {
        AllowedPlaces allowed = within.and(wished.within());
        RouteTerms terms = wished.within(allowed);
        Call call =
                Call.post(
                        API + "/routes/request",
                        credential(),
                        () -> signedRequest(destination, sizeBytes, avoid, terms));
        try {
            return verifier.verify(
                    read(discovery.json(call), RouteAnswer::fromJson),
                    destination,
                    allowed,
                    surroundings.now());
        } catch (CallFailed e) {
            throw Failures.ofRoute(e, allowed);
        }
    }

    private JsonObject signedRequest(
            PeerId destination, long sizeBytes, Set<PeerId> avoid, RouteTerms terms) {
        RouteWishes wishes =
                new RouteWishes(
                        List.of(),
                        List.copyOf(avoid),
                        List.of(),
                        hops,
                        List.copyOf(terms.within().regions()),
                        List.copyOf(terms.within().jurisdictions()),
                        false);
        RouteRequest request =
                new RouteRequest(
                        profile.id(),
                        destination,
                        DATA_TYPE,
                        sizeBytes,
                        terms.priority(),
                        wishes,
                        wholeSecond(),
                        nonce());
        return SignedJson.sign(request.toJson(), RouteRequest.LABEL, profile.identityKey());
    }

    private Credential credential() {
        return new Credential.Session(enrolment.session(), profile.identityKey());
    }

    private JsonObject call(Call call) {
        try {
            return discovery.json(call);
        } catch (CallFailed e) {
            throw Failures.of(e, "Discovery");
        }
    }

    private static <T> T read(
            JsonObject json, java.util.function.Function<JsonObject, Decoded<T>> form) {
        return switch (form.apply(json)) {
            case Decoded.Ok<T>(T value) -> value;
            case Decoded.Malformed<T> bad ->
                    throw new BlueBlocksException(
                            bad.code(),
                            "Discovery's answer is not understood: " + bad.why() + ".",
                            "Check that this program and the network are of one version.");
        };
    }

    private Instant wholeSecond() {
        return Instant.ofEpochSecond(surroundings.now().getEpochSecond());
    }

    private String nonce() {
        return Text.hex(surroundings.bytes(Limits.MESSAGE_NONCE_BYTES));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        discovery.close();
    }
}
