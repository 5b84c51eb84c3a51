package xyz.blueblocks.relay.core;

import xyz.blueblocks.wire.frame.CircuitId;

/// What a circuit id of one link stands for.
sealed interface Slot {

    /// A set-up under way, seen from the neighbour that asked or from the one that must answer.
    record Waiting(PendingSetup setup, boolean fromUp) implements Slot {}

    /// One of the two ends of a circuit at this relay.
    final class Side implements Slot {
        private final Circuit circuit;
        private final Neighbour neighbour;
        private final CircuitId id;
        private final Flow in;
        private final Flow out;

        /// @param neighbour whose link it is
        /// @param id what the circuit is called there
        /// @param in cells that come from there
        /// @param out cells that go there
        Side(Circuit circuit, Neighbour neighbour, CircuitId id, Flow in, Flow out) {
            this.circuit = circuit;
            this.neighbour = neighbour;
            this.id = id;
            this.in = in;
            this.out = out;
        }

        Circuit circuit() {
            return circuit;
        }

        Neighbour neighbour() {
            return neighbour;
        }

        CircuitId id() {
            return id;
        }

        Flow in() {
            return in;
        }

        Flow out() {
            return out;
        }
    }
}
