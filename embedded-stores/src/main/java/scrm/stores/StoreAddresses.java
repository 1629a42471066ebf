package scrm.stores;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where clients find the stores.
 *
 * @param mysqlUrl a JDBC URL up to and with the slash before the database's name
 * @param mysqlUser an account that may create databases
 * @param mysqlPassword its password
 * @param kafkaBootstrap {@code host:port}, or several with commas between
 * @param redisUrl {@code redis://host:port}
 */
public record StoreAddresses(
        String mysqlUrl, String mysqlUser, String mysqlPassword, String kafkaBootstrap, String redisUrl) {
    /** Plain text over loopback: TLS to a server of the same machine only costs time. */
    private static final String URL_OPTIONS = "?sslMode=DISABLED&allowPublicKeyRetrieval=true";

    /** The JDBC URL of one database. */
    public String jdbcUrl(String database) {
        return mysqlUrl + database + URL_OPTIONS;
    }

    /** The settings, by the names that our services read, for a service with that database. */
    public Map<String, String> settings(String database) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("SCRM_MYSQL_URL", jdbcUrl(database));
        settings.put("SCRM_MYSQL_USER", mysqlUser);
        settings.put("SCRM_MYSQL_PASSWORD", mysqlPassword);
        settings.put("SCRM_KAFKA_BOOTSTRAP", kafkaBootstrap);
        settings.put("SCRM_REDIS_URL", redisUrl);
        return settings;
    }
}
