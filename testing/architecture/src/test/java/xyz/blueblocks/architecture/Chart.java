package xyz.blueblocks.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The Helm chart, as files. What it renders to needs Helm; what must hold of its text does not.
///
/// @param repository the clone
record Chart(Repository repository) {
    static Chart find() {
        return new Chart(Repository.find());
    }

    Path folder() {
        return repository.root().resolve("helm/blueblocks");
    }

    String text(String name) {
        return repository.read(folder().resolve(name));
    }

    /// Name and text of each template.
    Map<String, String> templates() {
        Map<String, String> found = new TreeMap<>();
        files("templates").forEach(file -> found.put(nameOf(file), repository.read(file)));
        return found;
    }

    /// Files below a folder of the chart.
    List<Path> files(String below) {
        try (Stream<Path> all = Files.walk(folder().resolve(below))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("listing " + below, e);
        }
    }

    String nameOf(Path file) {
        return folder().relativize(file).toString().replace('\\', '/');
    }

    /// A file of YAML or JSON whose top is a map; a key that is there twice is an error.
    Map<?, ?> map(String name) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return (Map<?, ?>) new Yaml(new SafeConstructor(options)).load(text(name));
    }

    /// A place in the values with what the schema says of it.
    ///
    /// @param path with dots
    /// @param value as in the file
    /// @param schema with references followed; empty where the schema does not know the place
    record Place(String path, Object value, Optional<Map<?, ?>> schema) {}

    /// Every place of a values file, maps and leaves, from the top down. The insides of maps with
    /// free keys and of lists are no places of their own.
    List<Place> places(Map<?, ?> values) {
        List<Place> found = new ArrayList<>();
        Map<?, ?> schema = map("values.schema.json");
        walk("", values, Optional.of(schema), schema, found);
        return found;
    }

    private static void walk(
            String path,
            Object value,
            Optional<Map<?, ?>> schema,
            Map<?, ?> root,
            List<Place> found) {
        found.add(new Place(path, value == null ? "" : value, schema));
        boolean free = schema.filter(known -> known.containsKey("patternProperties")).isPresent();
        if (free || !(value instanceof Map<?, ?> map)) return;
        map.forEach((key, child) ->
                walk(
                        path.isEmpty() ? key.toString() : path + "." + key,
                        child,
                        schema.flatMap(known -> property(known, key.toString(), root)),
                        root,
                        found));
    }

    private static Optional<Map<?, ?>> property(Map<?, ?> schema, String key, Map<?, ?> root) {
        return child(schema, "properties")
                .flatMap(properties -> child(properties, key))
                .map(found -> followed(found, root));
    }

    /// What a schema's reference stands for, or the schema itself.
    static Map<?, ?> followed(Map<?, ?> schema, Map<?, ?> root) {
        if (!(schema.get("$ref") instanceof String reference)) return schema;
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        return child(root, "definitions").flatMap(all -> child(all, name)).orElseThrow();
    }

    static Optional<Map<?, ?>> child(Map<?, ?> map, String key) {
        return map.get(key) instanceof Map<?, ?> found ? Optional.of(found) : Optional.empty();
    }
}
