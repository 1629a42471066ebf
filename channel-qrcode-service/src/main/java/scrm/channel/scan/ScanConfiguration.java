package scrm.channel.scan;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Lets the flush run by itself. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ScanConfiguration {}
