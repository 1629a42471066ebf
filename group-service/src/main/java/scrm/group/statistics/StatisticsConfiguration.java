package scrm.group.statistics;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Lets the daily question be asked by itself. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class StatisticsConfiguration {}
