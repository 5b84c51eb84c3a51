package xyz.blueblocks.wire.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.json.SignLabels;

/// Body of `POST /peers/register`, signed by the peer.
///
/// @param peerId who registers
/// @param publicKey the key that the peer id is made of
/// @param encryptionKey for what is sealed to the peer outside sessions
/// @param capabilities what it says it is, 1 to 3, each once
/// @param endpoints where it listens, at most 8; empty behind a NAT
/// @param metadata version, region, NPI
/// @param keyRecord its [KeyRecord] as signed; without one nobody can send to it
/// @param descriptor its [RelayDescriptor] as signed; relays only
/// @param timestamp when it was made
/// @param nonce 64 hexadecimal digits
public record Register(
        PeerId peerId,
        Ed25519PublicKey publicKey,
        HpkePublicKey encryptionKey,
        List<Capability> capabilities,
        List<Endpoint> endpoints,
        PeerMetadata metadata,
        Optional<JsonObject> keyRecord,
        Optional<JsonObject> descriptor,
        Instant timestamp,
        String nonce) {
    /// Label of its signature.
    public static final String LABEL = SignLabels.REGISTER;

    static final int MAX_ENDPOINTS = 8;

    /// Copies the lists and checks everything but the signature.
    public Register {
        capabilities = List.copyOf(capabilities);
        endpoints = List.copyOf(endpoints);
        Check.that(PeerId.of(publicKey).equals(peerId), "peer_id: want the id of public_key");
        Check.range("capabilities", capabilities.size(), 1, Capability.values().length);
        Check.distinct("capabilities", capabilities);
        Check.most("endpoints", endpoints, MAX_ENDPOINTS);
        Check.that(
                descriptor.isEmpty() || capabilities.contains(Capability.RELAY),
                "descriptor: want only of relays");
        Check.nonce(nonce);
    }

    /// Reads the form without judging any signature; nested records must have their form, too.
    public static Decoded<Register> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.signature();
                    m.optionalNested("key_record", KeyRecord::fromJson);
                    m.optionalNested("descriptor", RelayDescriptor::fromJson);
                    return new Register(
                            m.peerId("peer_id"),
                            m.signingKey("public_key"),
                            m.parsed("encryption_key", HpkePublicKey::parse),
                            m.texts("capabilities", 1, 3, Capability::parse),
                            m.list("endpoints", 0, MAX_ENDPOINTS, Endpoint::fromJson),
                            m.nested("metadata", PeerMetadata::fromJson),
                            m.optionalObject("key_record"),
                            m.optionalObject("descriptor"),
                            m.epochSeconds("timestamp"),
                            m.hex("nonce", 32));
                });
    }

    /// The form without signature.
    public JsonObject toJson() {
        return Json.object()
                .put("peer_id", peerId.toString())
                .put("public_key", publicKey.text())
                .put("encryption_key", encryptionKey.text())
                .putTexts("capabilities", capabilities.stream().map(Capability::text).toList())
                .put("endpoints", endpoints.stream().map(Endpoint::toJson).toList())
                .put("metadata", metadata.toJson())
                .putValue("key_record", keyRecord)
                .putValue("descriptor", descriptor)
                .putEpochSeconds("timestamp", timestamp)
                .put("nonce", nonce)
                .build();
    }
}
