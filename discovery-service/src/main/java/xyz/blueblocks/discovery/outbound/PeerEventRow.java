package xyz.blueblocks.discovery.outbound;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/// A row of `peer_events`: an event on its way to Kafka.
@Entity
@Table(name = "peer_events")
@SuppressWarnings("NullAway.Init")
class PeerEventRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column(name = "peer_id")
    String peerId;

    String body;

    /// For Hibernate.
    PeerEventRow() {}

    PeerEventRow(String peerId, String body) {
        this.peerId = peerId;
        this.body = body;
    }
}
