package xyz.blueblocks.wire.token;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.Invite;

/// Issues invites of one network: a file with which one person or relay joins, once.
///
/// @param network its name
/// @param discovery base URLs of discovery's replicas
/// @param audit base URLs of audit-service's replicas
/// @param caPem certificates that services chain to
/// @param logKey verifier key of the audit log
public record InviteIssuer(
        String network, List<String> discovery, List<String> audit, String caPem, String logKey) {
    /// Copies the lists.
    public InviteIssuer {
        discovery = List.copyOf(discovery);
        audit = List.copyOf(audit);
    }

    /// A signed invite.
    ///
    /// @param admin the network's admin key
    /// @param attested what the network vouches for
    /// @param life how long it may be used
    /// @param id never used before
    public JsonObject issue(
            Ed25519PrivateKey admin,
            List<Capability> attested,
            Instant now,
            Duration life,
            String id) {
        Instant issued = Instant.ofEpochSecond(now.getEpochSecond());
        Instant expires = issued.plus(life);
        Invite invite =
                new Invite(
                        network,
                        discovery,
                        audit,
                        caPem,
                        admin.publicKey(),
                        logKey,
                        new EnrolmentToken(attested, issued, expires, id).sign(admin),
                        attested,
                        issued,
                        expires);
        return SignedJson.sign(invite.toJson(), Invite.LABEL, admin);
    }
}
