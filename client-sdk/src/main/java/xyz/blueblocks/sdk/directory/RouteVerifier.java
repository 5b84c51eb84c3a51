package xyz.blueblocks.sdk.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.route.AllowedPlaces;
import xyz.blueblocks.sdk.route.Hop;
import xyz.blueblocks.sdk.route.Route;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.message.KeyRecord;
import xyz.blueblocks.wire.message.OnionKey;
import xyz.blueblocks.wire.message.RelayDescriptor;
import xyz.blueblocks.wire.message.RouteAnswer;
import xyz.blueblocks.wire.route.AdmissionToken;
import xyz.blueblocks.wire.route.RouteCapability;

/// Turns what discovery answered into a route that can be used, or refuses it: each hop by the
/// relay's own signature, the receiver by its own, the tokens by opening what was sealed to us
/// alone. A discovery that lies can refuse to serve, and no more; neither it nor a planner leads a
/// byte to where it may not be.
final class RouteVerifier {
    private final HpkePrivateKey encryptionKey;
    private final SeenSerials serials;
    private final boolean postQuantumRequired;

    RouteVerifier(HpkePrivateKey encryptionKey, SeenSerials serials, boolean postQuantumRequired) {
        this.encryptionKey = encryptionKey;
        this.serials = serials;
        this.postQuantumRequired = postQuantumRequired;
    }

    /// @param within where every relay must stand; held against what the relays signed
    Route verify(RouteAnswer answer, PeerId destination, AllowedPlaces within, Instant now) {
        KeyRecord receiver = good(KeyRecord.verified(answer.keyRecord(), destination, now));
        if (!serials.accept(destination, receiver.serial())) {
            throw lied("The receiver's keys are older than those seen before.");
        }
        if (postQuantumRequired && receiver.handshakeKey().kem() != HpkeKem.XWING) {
            throw classical("The receiver offers no post-quantum key.");
        }
        RouteCapability capability =
                good(
                        RouteCapability.open(
                                answer.sealedCapability(), answer.routeId(), encryptionKey));
        if (capability.tokens().size() != answer.path().size()) {
            throw lied("The route has not one token for each relay.");
        }
        List<Hop> hops = new ArrayList<>();
        for (int i = 0; i < answer.path().size(); i++) {
            hops.add(hop(answer.path().get(i), capability.tokens().get(i), now));
        }
        Route route = route(answer, hops, receiver, now);
        if (!route.staysWithin(within)) {
            throw new BlueBlocksException(
                    ErrorCode.ROUTE_UNAVAILABLE,
                    "The route that discovery gave does not stay " + within.text() + ".",
                    "Tell the network's operator; nothing was sent.");
        }
        return route;
    }

    private static Route route(
            RouteAnswer answer, List<Hop> hops, KeyRecord receiver, Instant now) {
        try {
            return Route.over(
                    answer.routeId(), hops, receiver, now.plusSeconds(answer.ttlSeconds()));
        } catch (IllegalArgumentException e) {
            throw lied("The route leads over the same relay twice, or over none.");
        }
    }

    private Hop hop(xyz.blueblocks.wire.message.Hop offered, AdmissionToken token, Instant now) {
        RelayDescriptor descriptor =
                good(RelayDescriptor.verified(offered.descriptor(), offered.peerId(), now));
        if (!token.relay().equals(offered.peerId())) {
            throw lied("A token is for another relay than its place on the route.");
        }
        return new Hop(
                offered.peerId(),
                descriptor,
                offered.descriptor(),
                onionKey(descriptor, now),
                Optional.of(token));
    }

    /// X-Wing before X25519, then the key that lives longest: it will not change while we set up.
    private HpkePublicKey onionKey(RelayDescriptor descriptor, Instant now) {
        return descriptor.onionKeys().stream()
                .filter(key -> key.usable(now))
                .filter(key -> !postQuantumRequired || key.key().kem() == HpkeKem.XWING)
                .max(
                        Comparator.comparing((OnionKey key) -> key.key().kem() == HpkeKem.XWING)
                                .thenComparing(OnionKey::expires))
                .map(OnionKey::key)
                .orElseThrow(
                        () -> classical("A relay of the route offers no key that may be used."));
    }

    private static <T> T good(Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Ok<T>(T value) -> value;
            case Decoded.Malformed<T> bad ->
                    throw new BlueBlocksException(
                            bad.code(),
                            "The route that discovery gave does not verify: " + bad.why() + ".",
                            "Tell the network's operator; nothing was sent.");
        };
    }

    private static BlueBlocksException lied(String what) {
        return new BlueBlocksException(
                ErrorCode.INVALID_SIGNATURE,
                what,
                "Tell the network's operator; nothing was sent.");
    }

    private static BlueBlocksException classical(String what) {
        return new BlueBlocksException(
                ErrorCode.ROUTE_UNAVAILABLE,
                what,
                "Send without requiring post-quantum keys, or wait until it renews its keys.");
    }
}
