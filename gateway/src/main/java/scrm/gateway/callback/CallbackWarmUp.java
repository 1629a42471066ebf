package scrm.gateway.callback;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import scrm.events.CorpId;
import scrm.messaging.KafkaEventRecords;
import scrm.wecom.callback.CallbackCodec;
import scrm.wecom.callback.CallbackKeys;
import scrm.wecom.callback.SealedCallback;

/** Takes the path of a callback before the first one comes: WeCom gives the cold one no more time than the others. */
final class CallbackWarmUp {
    private static final Logger log = LoggerFactory.getLogger(CallbackWarmUp.class);
    private static final int ROUNDS = 2000;
    private static final int METADATA_ATTEMPTS = 15;
    private static final String MESSAGE = """
            <xml><ToUserName><![CDATA[warm-up]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName>\
            <CreateTime>1</CreateTime><MsgType><![CDATA[event]]></MsgType>\
            <Event><![CDATA[change_external_contact]]></Event>\
            <ChangeType><![CDATA[add_external_contact]]></ChangeType><UserID><![CDATA[u]]></UserID>\
            <ExternalUserID><![CDATA[w]]></ExternalUserID></xml>""";

    private final CallbackCodec codec;
    private final KafkaEventRecords records;
    private final KafkaCallbacks kafka;

    CallbackWarmUp(CallbackCodec codec, KafkaEventRecords records, KafkaCallbacks kafka) {
        this.codec = codec;
        this.records = records;
        this.kafka = kafka;
    }

    /** Never fails: without Kafka callbacks are taken by MySQL. */
    void run() {
        CallbackKeys keys = new CallbackKeys(new CorpId("warm-up"), "t", "0".repeat(43));
        SealedCallback sealed = codec.seal(keys, MESSAGE, 1, "n", new byte[16]);
        byte[] body = sealed.requestXml("warm-up").getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < ROUNDS; round++) {
            records.of(codec.open(keys, sealed.query(), body));
        }
        findPartitions();
    }

    /** The producer's patience is a callback's; here there is more of it. */
    private void findPartitions() {
        for (int attempt = 1; attempt <= METADATA_ATTEMPTS; attempt++) {
            try {
                log.info("Callbacks go to {} partitions", kafka.findPartitions());
                return;
            } catch (KafkaException e) {
                log.debug("Kafka did not answer, attempt {}", attempt, e);
            }
        }
        log.warn("Kafka does not answer yet; callbacks go to MySQL first");
    }
}
