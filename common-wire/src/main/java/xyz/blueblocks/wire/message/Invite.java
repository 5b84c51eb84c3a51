package xyz.blueblocks.wire.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.json.SignLabels;

/// What a person needs to join a network, as a file, signed by the network's admin key.
///
/// @param network its name
/// @param discovery base URLs of discovery's replicas, `https`, 1 to 16
/// @param audit base URLs of audit-service's replicas, `https`, 1 to 16
/// @param caPem certificates that the services' own must chain to, PEM
/// @param adminKey the key that signs this, announcements and enrolment tokens
/// @param logKey verifier key of the audit log (C2SP note)
/// @param enrolmentToken for one registration
/// @param capabilities what the token attests
/// @param issued when it was made
/// @param expires when the token ends
public record Invite(
        String network,
        List<String> discovery,
        List<String> audit,
        String caPem,
        Ed25519PublicKey adminKey,
        String logKey,
        String enrolmentToken,
        List<Capability> capabilities,
        Instant issued,
        Instant expires) {
    /// Label of its signature.
    public static final String LABEL = SignLabels.INVITE;

    private static final String TYPE = "INVITE";
    private static final int MAX_URLS = 16;
    private static final int MAX_PEM = 32 * 1024;
    private static final Pattern HTTPS =
            Pattern.compile("https://[A-Za-z0-9.\\[\\]:-]{1,255}(/[A-Za-z0-9._~/-]{0,128})?");

    /// Copies the lists and checks everything but the signature.
    public Invite {
        discovery = List.copyOf(discovery);
        audit = List.copyOf(audit);
        capabilities = List.copyOf(capabilities);
        Check.line("network", network, Members.MAX_TEXT);
        Check.range("discovery", discovery.size(), 1, MAX_URLS);
        Check.range("audit", audit.size(), 1, MAX_URLS);
        Check.that(discovery.stream().allMatch(Invite::isHttps), "discovery: want https URLs");
        Check.that(audit.stream().allMatch(Invite::isHttps), "audit: want https URLs");
        Check.that(
                !caPem.isEmpty() && caPem.length() <= MAX_PEM, "ca_pem: want 1..32768 characters");
        Check.line("log_key", logKey, Members.MAX_TEXT);
        Check.line("enrolment_token", enrolmentToken, Limits.MAX_TOKEN_BYTES);
        Check.distinct("capabilities", capabilities);
        Check.that(expires.isAfter(issued), "expires: want after issued");
    }

    /// Reads the form without judging the signature.
    public static Decoded<Invite> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.constant("type", TYPE);
                    m.signature();
                    return new Invite(
                            m.text("network"),
                            m.texts("discovery", 1, MAX_URLS, Optional::of),
                            m.texts("audit", 1, MAX_URLS, Optional::of),
                            m.text("ca_pem", MAX_PEM),
                            m.signingKey("admin_key"),
                            m.text("log_key"),
                            m.text("enrolment_token", Limits.MAX_TOKEN_BYTES),
                            m.texts("capabilities", 0, 3, Capability::parse),
                            m.epochSeconds("issued"),
                            m.epochSeconds("expires"));
                });
    }

    /// The form without signature.
    public JsonObject toJson() {
        return Json.object()
                .put("type", TYPE)
                .put("network", network)
                .putTexts("discovery", discovery)
                .putTexts("audit", audit)
                .put("ca_pem", caPem)
                .put("admin_key", adminKey.text())
                .put("log_key", logKey)
                .put("enrolment_token", enrolmentToken)
                .putTexts("capabilities", capabilities.stream().map(Capability::text).toList())
                .putEpochSeconds("issued", issued)
                .putEpochSeconds("expires", expires)
                .build();
    }

    /// Without the token.
    @Override
    public String toString() {
        return "Invite[" + network + "]";
    }

    private static boolean isHttps(String url) {
        return HTTPS.matcher(url).matches();
    }
}
