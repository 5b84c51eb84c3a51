package xyz.blueblocks.discovery.outbound;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/// A row of `invitations`: which peer used which.
@Entity
@Table(name = "invitations")
@SuppressWarnings("NullAway.Init")
class InvitationRow {
    @Id String jti;

    @Column(name = "peer_id")
    String peerId;

    Instant expires;

    /// For Hibernate.
    InvitationRow() {}

    InvitationRow(String jti, String peerId, Instant expires) {
        this.jti = jti;
        this.peerId = peerId;
        this.expires = expires;
    }
}
