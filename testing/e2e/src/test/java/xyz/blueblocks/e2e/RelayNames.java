package xyz.blueblocks.e2e;

import java.util.Map;
import java.util.TreeMap;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.RelayDescriptor;

/// Which process of the stack is which relay of the directory.
final class RelayNames {
    private RelayNames() {}

    /// By the addresses in the descriptors that the relays signed.
    static Map<ServiceId, PeerId> all() {
        Map<ServiceId, PeerId> ids = new TreeMap<>();
        try (Person reader = Person.enrolled("reader", Capability.PATIENT)) {
            for (RelayDescriptor relay : reader.directory().relays()) {
                for (ServiceId service : SharedStack.all(ServiceKind.RELAY)) {
                    String address = SharedStack.stack().layout().address(service);
                    if (relay.endpoints().getFirst().host().equals(address)) {
                        ids.put(service, relay.peerId());
                    }
                }
            }
        }
        if (ids.size() < ServiceKind.RELAY.replicas()) {
            throw new AssertionError("the directory lists " + ids.keySet());
        }
        return ids;
    }
}
