package scrm.stores;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Real MySQL 9 from Debian's packages, unpacked into the cache and run through its own dynamic linker, so that it does
 * not matter which libraries this machine has. Needs {@code apt-get} and {@code dpkg}, but no rights and no
 * installation.
 */
final class MySql9 implements Recipe {
    private final boolean durable;
    private final int bufferPoolMegabytes;

    MySql9(boolean durable, int bufferPoolMegabytes) {
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
        Path install = install(home);
        Path nothing = home.resolve("bootstrap.sql");
        Files.writeString(nothing, "");
        Binaries.appear(data(home), draft -> {
            List<String> command = new ArrayList<>(base(install, draft));
            command.add("--initialize-insecure");
            StoreServer.runToEnd("Making the MySQL data directory", command, nothing, home.resolve("mysql.log"));
        });
    }

    @Override
    public List<String> command(Path home, int port) throws IOException {
        Path users = home.resolve("users.sql");
        Files.writeString(users, MySqlUser.CREATE);
        List<String> command = new ArrayList<>(base(install(home), data(home)));
        command.addAll(List.of(
                "--port=" + port,
                "--socket=" + MySqlUser.socket(port),
                "--bind-address=127.0.0.1",
                "--skip-name-resolve",
                "--mysqlx=OFF",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_unicode_ci",
                "--default-time-zone=+00:00",
                "--transaction-isolation=READ-COMMITTED",
                "--max-connections=500",
                "--performance-schema=OFF",
                "--innodb-buffer-pool-size=" + bufferPoolMegabytes + "M",
                "--innodb-redo-log-capacity=128M",
                "--innodb-flush-log-at-trx-commit=" + (durable ? 1 : 2),
                durable ? "--log-bin=binlog" : "--skip-log-bin",
                "--init-file=" + users));
        return command;
    }

    @Override
    public boolean isReady(Path home, int port) {
        return MySqlUser.greets(port);
    }

    private static List<String> base(Path install, Path data) {
        Path usr = install.resolve("usr");
        List<String> command = new ArrayList<>(List.of(
                install.resolve("lib64/ld-linux-x86-64.so.2").toString(),
                "--library-path",
                usr.resolve("lib/x86_64-linux-gnu").toString(),
                usr.resolve("sbin/mysqld").toString(),
                "--no-defaults",
                "--basedir=" + usr,
                "--lc-messages-dir=" + usr.resolve("share/mysql"),
                "--character-sets-dir=" + usr.resolve("share/mysql/charsets"),
                "--plugin-dir=" + usr.resolve("lib/mysql/plugin"),
                "--secure-file-priv=NULL",
                "--auto-generate-certs=OFF",
                "--datadir=" + data));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        return command;
    }

    private static Path install(Path home) throws IOException {
        Path install = Binaries.cache().resolve("mysql-9");
        if (Files.isDirectory(install)) {
            return install;
        }
        Path script = home.resolve("mysql9-install.sh");
        try (var text = MySql9.class.getResourceAsStream("mysql9-install.sh")) {
            if (text == null) {
                throw new IOException("mysql9-install.sh is missing from this jar");
            }
            Files.write(script, text.readAllBytes());
        }
        return Binaries.appear(
                install,
                draft -> StoreServer.runToEnd(
                        "Getting MySQL 9 from Debian's packages",
                        List.of("sh", script.toString(), draft.toString()),
                        Path.of("/dev/null"),
                        home.resolve("mysql.log")));
    }

    private static Path data(Path home) {
        return home.resolve("mysql9-data");
    }
}
