package xyz.blueblocks.wire.route;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.hash.Sha256;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.message.Priority;

/// A planner's leave to set up one circuit through one relay, once.
///
/// ```
/// offset  size  field
///      0     1  version    1
///      1    16  hop id     random
///     17    38  relay      peer id of the relay that may use it
///     55    16  dst        for the last hop [#destination], else random
///     71     4  expiry     seconds since the Unix epoch, a full minute
///     75     1  budget     log2 of the bytes that the circuit may carry, 0 to 62
///     76     1  priority   0 to 2
///     77     8  key id     first 8 of SHA-256 of the planner's public key
///     85    64  signature  Ed25519 over bb/admission/v1 ‖ 0x00 ‖ the 85 bytes before it
/// ```
///
/// Source: docs/spec/route-token.md.
public final class AdmissionToken {
    /// Length on the wire.
    public static final int BYTES = 149;

    /// Length of `dst`.
    public static final int DESTINATION_BYTES = 16;

    /// Largest budget: 2^62 bytes.
    public static final int MAX_BUDGET_LOG2 = 62;

    private static final String LABEL = "bb/admission/v1";
    private static final String DESTINATION_LABEL = "bb/admission-dst/v1";
    private static final int VERSION = 1;
    private static final int HOP_ID_OFFSET = 1;
    private static final int RELAY_OFFSET = 17;
    private static final int DESTINATION_OFFSET = 55;
    private static final int EXPIRY_OFFSET = 71;
    private static final int BUDGET_OFFSET = 75;
    private static final int PRIORITY_OFFSET = 76;
    private static final int KEY_ID_OFFSET = 77;
    private static final int SIGNED_BYTES = 85;
    private static final int KEY_ID_BYTES = 8;
    private static final int SECONDS_PER_MINUTE = 60;

    private final byte[] bytes;
    private final PeerId relay;
    private final Priority priority;

    private AdmissionToken(byte[] bytes, PeerId relay, Priority priority) {
        this.bytes = bytes;
        this.relay = relay;
        this.priority = priority;
    }

    /// What a token grants.
    ///
    /// @param expires rounded up to a full minute when the token is made
    /// @param budgetLog2 log2 of the bytes that the circuit may carry, 0 to 62
    /// @param priority how urgent
    public record Grant(Instant expires, int budgetLog2, Priority priority) {
        /// Checks the ranges.
        public Grant {
            long seconds = expires.getEpochSecond();
            if (seconds < 0 || seconds > 0xffff_ffffL - SECONDS_PER_MINUTE) {
                throw new IllegalArgumentException("expires: want 1970 to 2106");
            }
            if (budgetLog2 < 0 || budgetLog2 > MAX_BUDGET_LOG2) {
                throw new IllegalArgumentException("budgetLog2: " + budgetLog2 + " (want 0..62)");
            }
        }
    }

    /// A token for a relay in the middle of a route: `dst` is random and matches nobody.
    public static AdmissionToken forMiddle(
            PeerId relay, Grant grant, Ed25519PrivateKey planner, RandomGenerator random) {
        byte[] destination = new byte[DESTINATION_BYTES];
        random.nextBytes(destination);
        return issue(HopId.random(random), relay, destination, grant, planner);
    }

    /// A token for the last relay of a route, which may deliver to this receiver only.
    public static AdmissionToken forLast(
            PeerId relay,
            PeerId receiver,
            Grant grant,
            Ed25519PrivateKey planner,
            RandomGenerator random) {
        HopId hopId = HopId.random(random);
        return issue(hopId, relay, destination(hopId, receiver), grant, planner);
    }

    static AdmissionToken issue(
            HopId hopId, PeerId relay, byte[] destination, Grant grant, Ed25519PrivateKey planner) {
        long seconds = grant.expires.getEpochSecond() + (grant.expires.getNano() > 0 ? 1 : 0);
        long minutes = (seconds + SECONDS_PER_MINUTE - 1) / SECONDS_PER_MINUTE;
        ByteBuffer out =
                ByteBuffer.allocate(BYTES)
                        .put((byte) VERSION)
                        .put(hopId.bytes())
                        .put(relay.bytes())
                        .put(destination)
                        .putInt((int) (minutes * SECONDS_PER_MINUTE))
                        .put((byte) grant.budgetLog2)
                        .put((byte) grant.priority.number())
                        .put(keyIdOf(planner.publicKey()));
        byte[] signature = planner.sign(Labels.of(LABEL, Arrays.copyOf(out.array(), SIGNED_BYTES)));
        return new AdmissionToken(out.put(signature).array(), relay, grant.priority);
    }

    /// Reads exactly 149 bytes; judges no signature and no time.
    public static Decoded<AdmissionToken> decode(byte[] in) {
        if (in.length != BYTES) {
            return Decoded.malformed("token: " + in.length + " bytes (want 149)", 0);
        }
        if (in[0] != VERSION) {
            return Decoded.malformed(ErrorCode.INVALID_VERSION, "token: version not 1", 0);
        }
        Optional<PeerId> relay =
                PeerId.decode(Arrays.copyOfRange(in, RELAY_OFFSET, DESTINATION_OFFSET));
        if (relay.isEmpty()) {
            return Decoded.malformed("token: relay is not a peer id", RELAY_OFFSET);
        }
        if (expirySeconds(in) % SECONDS_PER_MINUTE != 0) {
            return Decoded.malformed("token: expiry is not a full minute", EXPIRY_OFFSET);
        }
        if (in[BUDGET_OFFSET] < 0 || in[BUDGET_OFFSET] > MAX_BUDGET_LOG2) {
            return Decoded.malformed("token: budget not 0..62", BUDGET_OFFSET);
        }
        Optional<Priority> priority = Priority.of(in[PRIORITY_OFFSET]);
        if (priority.isEmpty()) {
            return Decoded.malformed("token: priority not 0..2", PRIORITY_OFFSET);
        }
        return Decoded.ok(new AdmissionToken(in.clone(), relay.get(), priority.get()));
    }

    /// Why this relay does not accept the token now: always `E002`, so that a stranger learns
    /// nothing about which check failed; empty when it does. That the token is unused (`E015`) and
    /// whom it may deliver to ([#delivers]) the relay judges itself.
    ///
    /// @param keys planners' keys in force, by [#keyId]
    public Optional<ErrorCode> refusal(
            PeerId self, Instant now, Function<String, Optional<Ed25519PublicKey>> keys) {
        boolean good =
                relay.equals(self)
                        && now.isBefore(expires())
                        && keys.apply(keyId()).map(this::signedBy).orElse(false);
        return good ? Optional.empty() : Optional.of(ErrorCode.ACCESS_DENIED);
    }

    /// Whether this planner signed it.
    public boolean signedBy(Ed25519PublicKey planner) {
        return planner.verify(
                Arrays.copyOfRange(bytes, SIGNED_BYTES, BYTES),
                Labels.of(LABEL, Arrays.copyOf(bytes, SIGNED_BYTES)));
    }

    /// Whether the last hop may deliver to this receiver.
    public boolean delivers(PeerId receiver) {
        byte[] wanted = destination(hopId(), receiver);
        return Arrays.equals(
                bytes, DESTINATION_OFFSET, EXPIRY_OFFSET, wanted, 0, DESTINATION_BYTES);
    }

    /// `dst` of a last hop: first 16 of SHA-256(bb/admission-dst/v1 ‖ 0x00 ‖ hop id ‖ 38 receiver).
    public static byte[] destination(HopId hopId, PeerId receiver) {
        byte[] hash = Sha256.hash(Labels.of(DESTINATION_LABEL, hopId.bytes(), receiver.bytes()));
        return Arrays.copyOf(hash, DESTINATION_BYTES);
    }

    /// The key id of a planner's key, 16 hexadecimal digits; also its `kid` in the JWKS.
    public static String keyId(Ed25519PublicKey planner) {
        return Text.hex(keyIdOf(planner));
    }

    /// A copy of the 149 bytes.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// Names the token; a relay accepts each once.
    public HopId hopId() {
        return HopId.read(bytes, HOP_ID_OFFSET);
    }

    /// The relay that may use it.
    public PeerId relay() {
        return relay;
    }

    /// The first instant at which it counts no more.
    public Instant expires() {
        return Instant.ofEpochSecond(expirySeconds(bytes));
    }

    /// Bytes that the circuit may carry, both directions together.
    public long budgetBytes() {
        return 1L << bytes[BUDGET_OFFSET];
    }

    /// How urgent the circuit is.
    public Priority priority() {
        return priority;
    }

    /// Which planner's key signed it, 16 hexadecimal digits.
    public String keyId() {
        return Text.hex(Arrays.copyOfRange(bytes, KEY_ID_OFFSET, SIGNED_BYTES));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AdmissionToken that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// Nothing of its contents: until it is used it is as good as its owner.
    @Override
    public String toString() {
        return "AdmissionToken[]";
    }

    private static long expirySeconds(byte[] in) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(in).getInt(EXPIRY_OFFSET));
    }

    private static byte[] keyIdOf(Ed25519PublicKey key) {
        return Arrays.copyOf(Sha256.hash(key.bytes()), KEY_ID_BYTES);
    }
}
