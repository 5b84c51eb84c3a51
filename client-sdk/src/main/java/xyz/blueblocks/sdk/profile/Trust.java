package xyz.blueblocks.sdk.profile;

import java.net.URI;
import java.util.List;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.message.Invite;

/// What was pinned when this profile joined its network.
///
/// @param network its name
/// @param discovery base URLs of discovery's replicas, without `/api/v1`
/// @param audit base URLs of audit-service's replicas
/// @param caPem certificates that services chain to
/// @param adminKey signs invites and announcements
/// @param logKey verifier key of the audit log (C2SP note)
public record Trust(
        String network,
        List<URI> discovery,
        List<URI> audit,
        String caPem,
        Ed25519PublicKey adminKey,
        String logKey) {
    /// Copies the lists.
    public Trust {
        discovery = List.copyOf(discovery);
        audit = List.copyOf(audit);
    }

    static Trust of(Invite invite) {
        return new Trust(
                invite.network(),
                invite.discovery().stream().map(URI::create).toList(),
                invite.audit().stream().map(URI::create).toList(),
                invite.caPem(),
                invite.adminKey(),
                invite.logKey());
    }
}
