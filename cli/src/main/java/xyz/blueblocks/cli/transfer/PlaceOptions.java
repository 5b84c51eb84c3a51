package xyz.blueblocks.cli.transfer;

import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.Terminal;
import xyz.blueblocks.sdk.route.AllowedPlaces;
import xyz.blueblocks.wire.message.PeerMetadata;
import xyz.blueblocks.wire.message.RelayDescriptor;

/// Where every relay must stand that carries what is sent.
final class PlaceOptions {
    private static final String REGIONS = "BB_REGIONS";
    private static final String JURISDICTIONS = "BB_JURISDICTIONS";
    private static final int MOST = 32;

    @Option(
            names = "--region",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Only over relays in this region, or in one of these; else it is not sent (narrows $BB_REGIONS).")
    private List<String> regions = List.of();

    @Option(
            names = "--jurisdiction",
            split = ",",
            paramLabel = "CODE",
            description =
                    "Only over relays under this law, such as DE or US-CA, or one of these (narrows $BB_JURISDICTIONS).")
    private List<String> jurisdictions = List.of();

    /// What was asked for on the command line.
    AllowedPlaces places() {
        return places("--region", regions, "--jurisdiction", jurisdictions);
    }

    /// What holds for everything that this person sends.
    static AllowedPlaces always(Terminal terminal) {
        return places(
                REGIONS,
                terminal.variable(REGIONS).map(PlaceOptions::listed).orElse(List.of()),
                JURISDICTIONS,
                terminal.variable(JURISDICTIONS).map(PlaceOptions::listed).orElse(List.of()));
    }

    private static List<String> listed(String variable) {
        return List.of(variable.split(",", -1));
    }

    private static AllowedPlaces places(
            String regionsFrom,
            List<String> regions,
            String jurisdictionsFrom,
            List<String> jurisdictions) {
        for (String each : regions) {
            if (!PeerMetadata.isRegion(each)) {
                throw CommandFailure.usage(
                        regionsFrom + ": '" + each + "' is no region.",
                        "A region looks like eu-central-1.");
            }
        }
        for (String each : jurisdictions) {
            if (!RelayDescriptor.isJurisdiction(each)) {
                throw CommandFailure.usage(
                        jurisdictionsFrom + ": '" + each + "' is no jurisdiction.",
                        "It looks like DE or US-CA.");
            }
        }
        if (Math.max(regions.size(), jurisdictions.size()) > MOST) {
            throw CommandFailure.usage("These are too many places.", "Name 32 at most.");
        }
        return new AllowedPlaces(Set.copyOf(regions), Set.copyOf(jurisdictions));
    }
}
