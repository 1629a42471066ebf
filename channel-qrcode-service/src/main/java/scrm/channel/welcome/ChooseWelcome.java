package scrm.channel.welcome;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.stereotype.Service;

import scrm.channel.script.WelcomeScript;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Chooses the wording of a welcome from memory: by the corp's clocks when the contact came, by member and contact. */
@Service
class ChooseWelcome {
    private final Corps corps;

    ChooseWelcome(Corps corps) {
        this.corps = corps;
    }

    Welcome choose(Welcome welcome, WelcomeScript script) {
        // For a corp that is not served nothing can be sent, however it is worded.
        ZoneId zone = corps.find(welcome.corpId()).map(Corp::timezone).orElse(ZoneOffset.UTC);
        return welcome.withChoice(script.choose(
                welcome.liveCodeId().toString(),
                welcome.userId(),
                welcome.externalUserId(),
                LocalDateTime.ofInstant(welcome.occurredAt(), zone)));
    }
}
