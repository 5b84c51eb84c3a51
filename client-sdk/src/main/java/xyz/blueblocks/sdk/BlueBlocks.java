package xyz.blueblocks.sdk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.link.LinkSettings;
import xyz.blueblocks.link.LinkTransport;
import xyz.blueblocks.link.https.Credential;
import xyz.blueblocks.sdk.attach.Attachments;
import xyz.blueblocks.sdk.audit.AuditTrail;
import xyz.blueblocks.sdk.circuit.CircuitLinks;
import xyz.blueblocks.sdk.directory.Directory;
import xyz.blueblocks.sdk.directory.Registration;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.sdk.profile.Trust;
import xyz.blueblocks.sdk.receive.ReceiveListener;
import xyz.blueblocks.sdk.receive.ReceivePolicy;
import xyz.blueblocks.sdk.receive.Receiver;
import xyz.blueblocks.sdk.route.Surroundings;
import xyz.blueblocks.sdk.session.SessionPolicy;
import xyz.blueblocks.sdk.transfer.Answer;
import xyz.blueblocks.sdk.transfer.Delivery;
import xyz.blueblocks.sdk.transfer.ProgressListener;
import xyz.blueblocks.sdk.transfer.SendRequest;
import xyz.blueblocks.sdk.transfer.SendSettings;
import xyz.blueblocks.sdk.transfer.Sender;
import xyz.blueblocks.sdk.transfer.Transfer;
import xyz.blueblocks.sdk.transfer.Unfinished;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.Peer;

/// One peer of a BlueBlocks network.
///
/// ```java
/// try (Profile profile = Profile.open(folder, passphrase);
///         BlueBlocks bb = BlueBlocks.open(profile, Options.DEFAULT)) {
///     Delivery delivery = bb.send(SendRequest.ofFile(brook, scan, "application/dicom"), ProgressListener.NONE).await();
/// }
/// ```
///
/// Blocks where it says so; safe for use by many threads. Failures are [BlueBlocksException]s.
public final class BlueBlocks implements AutoCloseable {
    private static final Duration TRY_AGAIN = Duration.ofSeconds(3);

    private final Profile profile;
    private final Surroundings surroundings;
    private final Directory directory;
    private final AuditTrail audit;
    private final LinkTransport transport;
    private final Attachments attachments;
    private final CircuitLinks links;
    private final SessionPolicy sessionPolicy;
    private final Sender sender;

    private BlueBlocks(Profile profile, Options options, Surroundings surroundings) {
        this.profile = profile;
        this.surroundings = surroundings;
        this.directory =
                new Directory(
                        profile,
                        surroundings,
                        options.postQuantumRequired(),
                        options.hops(),
                        options.within());
        Trust trust = profile.trust().orElseThrow();
        this.audit = new AuditTrail(profile, trust, this::credential, surroundings);
        this.transport = LinkTransport.create(LinkSettings.defaults(), surroundings.wall());
        this.attachments =
                new Attachments(
                        profile,
                        directory::relays,
                        directory::region,
                        surroundings,
                        options.attachments());
        this.links =
                new CircuitLinks(
                        new ClientLinks(
                                profile, trust, directory, transport, options.preferWebSocket()),
                        surroundings,
                        attachments);
        this.sessionPolicy = policy(options);
        this.sender =
                new Sender(
                        links,
                        directory,
                        profile.stateFolder(),
                        audit.observer(),
                        SendSettings.DEFAULT.with(sessionPolicy));
    }

    /// A client of this profile, which stays the caller's to close. Makes no call yet.
    ///
    /// @throws BlueBlocksException when the profile has not joined a network
    public static BlueBlocks open(Profile profile, Options options) {
        return new BlueBlocks(profile, options, SystemWiring.surroundings());
    }

    private static SessionPolicy policy(Options options) {
        return options.postQuantumRequired()
                ? SessionPolicy.DEFAULT.requiringPostQuantum()
                : SessionPolicy.DEFAULT;
    }

    /// Registers, or registers again with other words about itself. Blocks.
    ///
    /// @param capabilities what it wants to be; what the invite does not attest counts for little
    /// @param region cloud label such as `us-west-2`, one that the network knows
    /// @param npi of a healthcare provider; checked, and never shown to others
    public void register(List<Capability> capabilities, String region, Optional<String> npi) {
        directory.register(new Registration(capabilities, region, npi));
    }

    /// Peers that live, newest registrations last. Blocks.
    ///
    /// @param limit 1..100
    public List<Peer> peers(Optional<Capability> capability, Optional<String> region, int limit) {
        return directory.peers(capability, region, limit, Optional.empty()).peers();
    }

    /// Begins to send; [Transfer#await] blocks until the receiver has signed for it.
    public Transfer send(SendRequest request, ProgressListener progress) {
        WarmUp.begin();
        directory.keepSession();
        return sender.send(request, progress);
    }

    /// Sends, and tries again for as long as the receiver is away. Blocks.
    public Delivery sendWaiting(SendRequest request, ProgressListener progress, Duration patience)
            throws InterruptedException {
        long deadline = surroundings.nanos() + patience.toNanos();
        while (true) {
            try {
                return send(request, progress).await();
            } catch (BlueBlocksException e) {
                if (e.code() != ErrorCode.ROUTE_UNAVAILABLE || surroundings.nanos() > deadline) {
                    throw e;
                }
            }
            Thread.sleep(TRY_AGAIN);
        }
    }

    /// Sends one message and waits for the one that answers it. Blocks.
    public Answer ask(SendRequest request, Duration patience) throws InterruptedException {
        directory.keepSession();
        return sender.ask(request, patience);
    }

    /// Makes this peer reachable: attaches to relays, usually two, and takes what `policy` allows.
    /// Blocks until the first attachment.
    public Receiving receive(ReceivePolicy policy, ReceiveListener listener) {
        WarmUp.begin();
        directory.keepSession();
        Receiver receiver =
                Receiver.open(
                        links,
                        profile::handshakeKey,
                        profile.stateFolder(),
                        sessionPolicy,
                        policy,
                        listener,
                        audit.observer());
        attachments.start(links);
        Receiving receiving = new Receiving(receiver, attachments, directory);
        try {
            receiving.begin();
        } catch (BlueBlocksException e) {
            receiving.close();
            throw e;
        }
        return receiving;
    }

    /// What the log holds about this peer, and proofs of it.
    public AuditTrail audit() {
        return audit;
    }

    /// Transfers of this profile that were cut off, by id; [#resume] goes on with one.
    public List<Unfinished> unfinished() {
        return sender.unfinished();
    }

    /// Goes on with a transfer that was cut off: what the receiver holds is not sent again.
    public Transfer resume(String id, ProgressListener progress) {
        directory.keepSession();
        return sender.resume(id, progress);
    }

    /// Discovery, for what this class has no method for.
    public Directory directory() {
        return directory;
    }

    private Credential credential() {
        directory.keepSession();
        return new Credential.Session(directory.currentToken().orElse(""), profile.identityKey());
    }

    /// Ends what is under way and hands the audit log what waits.
    @Override
    public void close() {
        sender.close();
        attachments.close();
        links.close();
        audit.close();
        transport.close();
        directory.close();
    }
}
