package xyz.blueblocks.localstack.command;

import java.nio.file.Path;
import java.util.Optional;
import xyz.blueblocks.cli.admin.AdminNetwork;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.state.StateOption;

/// The running stack's network, for `bb admin`.
public final class StackNetwork implements AdminNetwork {
    /// For [java.util.ServiceLoader].
    public StackNetwork() {}

    @Override
    public Optional<Known> find(Optional<Path> state) {
        return LocalStack.attach(StateOption.folder(state).root())
                .map(stack -> new Known(stack.invites().issuer(), stack.adminKeyFile()));
    }
}
