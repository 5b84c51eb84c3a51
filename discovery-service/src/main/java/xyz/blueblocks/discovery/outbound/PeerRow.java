package xyz.blueblocks.discovery.outbound;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
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

    /// The row that a JDBC cursor stands on.
    static PeerRow of(ResultSet at) throws SQLException {
        PeerRow row = new PeerRow();
        row.peerId = at.getString("peer_id");
        row.seq = at.getLong("seq");
        row.state = at.getString("state");
        row.encryptionKey = at.getString("encryption_key");
        row.claimed = at.getInt("claimed");
        row.granted = at.getInt("granted");
        row.endpoints = at.getString("endpoints");
        row.softwareVersion = at.getString("software_version");
        row.region = at.getString("region");
        row.npi = at.getString("npi");
        row.keyRecord = at.getString("key_record");
        row.keySerial = at.getLong("key_serial");
        row.descriptor = at.getString("descriptor");
        row.load = at.getDouble("load");
        row.connections = at.getLong("connections");
        row.bandwidthMbps = at.getDouble("bandwidth_mbps");
        row.lastSeen = at.getObject("last_seen", OffsetDateTime.class).toInstant();
        row.version = at.getLong("version");
        return row;
    }
}
