package xyz.blueblocks.localstack;

import java.nio.charset.StandardCharsets;
import java.util.List;
import xyz.blueblocks.localstack.process.ChildProcess;
import xyz.blueblocks.localstack.process.ChildSpec;
import xyz.blueblocks.localstack.state.PrivateFiles;
import xyz.blueblocks.localstack.state.ProcessRegistry;
import xyz.blueblocks.wire.message.Capability;

/// One service of the system as a process of its own, configured by its environment.
final class ServiceProcess implements ManagedService {
    private final ServiceId id;
    private final ChildSpec spec;
    private final StackParts parts;
    private final ProcessRegistry registry;
    private final HealthProbe probe;

    ServiceProcess(
            ServiceId id,
            ChildSpec spec,
            StackParts parts,
            ProcessRegistry registry,
            HealthProbe probe) {
        this.id = id;
        this.spec = spec;
        this.parts = parts;
        this.registry = registry;
        this.probe = probe;
    }

    /// A relay's invite is made anew for each start: the last one may have run out.
    @Override
    public void prepare() {
        if (id.kind() != ServiceKind.RELAY) return;
        String invite = parts.invites().issue(List.of(Capability.RELAY)).text();
        PrivateFiles.write(
                ServiceEnvironment.invite(id, parts), invite.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public ChildProcess start() {
        return ChildProcess.start(spec, registry);
    }

    @Override
    public boolean isReady(ChildProcess process) {
        return probe.isReady(parts.layout().url(id));
    }
}
