package xyz.blueblocks.discovery.outbound;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Generated;
import org.jspecify.annotations.Nullable;

/// A row of `peers`; [PeerRows] turns it into a record and back. Mutable, as Hibernate wants it,
/// and never seen outside this package.
@Entity
@Table(name = "peers")
@SuppressWarnings("NullAway.Init")
class PeerRow {
    @Id
    @Column(name = "peer_id")
    String peerId;

    @Generated
    @Column(insertable = false, updatable = false)
    Long seq;

    String state;

    @Column(name = "encryption_key")
    String encryptionKey;

    int claimed;
    int granted;
    String endpoints;

    @Column(name = "software_version")
    String softwareVersion;

    String region;
    @Nullable String npi;

    @Column(name = "key_record")
    @Nullable String keyRecord;

    @Column(name = "key_serial")
    long keySerial;

    @Nullable String descriptor;

    @Column(name = "descriptor_expires")
    @Nullable Instant descriptorExpires;

    double load;
    long connections;

    @Column(name = "bandwidth_mbps")
    double bandwidthMbps;

    @Column(name = "last_seen")
    Instant lastSeen;

    long version;

    /// For Hibernate and [PeerRows].
    PeerRow() {}
}
