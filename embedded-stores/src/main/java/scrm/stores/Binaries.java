package scrm.stores;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Server programs that come packed in jars of the class path, unpacked once per user into a cache folder:
 * {@code SCRM_CACHE}, else {@code XDG_CACHE_HOME/scrm}, else {@code ~/.cache/scrm}. A folder appears there whole or not
 * at all, so a broken start leaves nothing half-written.
 */
final class Binaries {
    private Binaries() {}

    static Path cache() {
        String own = System.getenv("SCRM_CACHE");
        if (own != null && !own.isBlank()) {
            return Path.of(own);
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        return xdg != null && !xdg.isBlank()
                ? Path.of(xdg, "scrm")
                : Path.of(System.getProperty("user.home"), ".cache", "scrm");
    }

    /** The jar or class folder that holds a resource. @throws IllegalStateException if none does */
    static Path holderOf(String resource, String whatIsMissing) {
        return find(resource).orElseThrow(() -> new IllegalStateException(whatIsMissing));
    }

    /**
     * The cached folder of that name, filled on first use with the entries of the jar that hold {@code prefix} and pass
     * the filter; the prefix is cut off their names.
     */
    static Path unpacked(String name, Path jar, String prefix, Predicate<String> wanted) throws IOException {
        Path target = cache().resolve(name);
        if (Files.isDirectory(target)) {
            return target;
        }
        return appear(target, folder -> copy(jar, prefix, wanted, folder));
    }

    /**
     * Makes a folder whole or not at all: it is filled beside its place and then moved there. If somebody else was
     * faster, theirs is taken.
     */
    static Path appear(Path target, Filling filling) throws IOException {
        Files.createDirectories(target.getParent());
        Path draft = Files.createTempDirectory(target.getParent(), "." + target.getFileName());
        try {
            filling.fill(draft);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
        } finally {
            delete(draft);
        }
        return target;
    }

    /** Deletes a folder with all that is in it; nothing happens if it is not there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The jars under a folder of the class path: in place if it is a folder of files, else unpacked from its jar. */
    static List<Path> jarsUnder(String folder, String whatIsMissing) throws IOException {
        Path holder = holderOf(folder + "/", whatIsMissing);
        Path directory = Files.isDirectory(holder)
                ? holder.resolve(folder)
                : unpacked(folder + "-" + fingerprint(holder, folder), holder, folder + "/", name -> true);
        try (Stream<Path> jars = Files.list(directory)) {
            return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
        }
    }

    /** The jar or class folder that holds a resource. */
    static Optional<Path> find(String resource) {
        @Nullable URL url = Binaries.class.getClassLoader().getResource(resource);
        if (url == null) {
            return Optional.empty();
        }
        try {
            if (url.getProtocol().equals("file")) {
                Path file = Path.of(url.toURI());
                return Optional.of(Path.of(file.toString()
                        .substring(
                                0,
                                file.toString().length()
                                        - resource.replaceAll("/$", "").length())));
            }
            String jar = url.getPath().substring(0, url.getPath().indexOf("!/"));
            return Optional.of(Path.of(new URI(jar)));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Cannot read " + url, e);
        }
    }

    private static String fingerprint(Path jar, String folder) {
        CRC32 sum = new CRC32();
        try (JarFile file = new JarFile(jar.toFile())) {
            file.stream()
                    .filter(entry -> entry.getName().startsWith(folder + "/"))
                    .map(entry -> entry.getName() + entry.getCrc())
                    .sorted()
                    .forEach(line -> sum.update(line.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Long.toHexString(sum.getValue());
    }

    private static void copy(Path jar, String prefix, Predicate<String> wanted, Path target) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                String name = entry.getName();
                if (entry.isDirectory() || !name.startsWith(prefix) || !wanted.test(name.substring(prefix.length()))) {
                    continue;
                }
                Path copy = target.resolve(name.substring(prefix.length()));
                Files.createDirectories(copy.getParent());
                try (InputStream bytes = file.getInputStream(entry)) {
                    Files.copy(bytes, copy);
                }
            }
        }
    }

    /** Fills a new folder. */
    @FunctionalInterface
    interface Filling {
        void fill(Path folder) throws IOException;
    }
}
