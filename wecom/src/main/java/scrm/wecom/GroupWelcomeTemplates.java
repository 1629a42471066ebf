package scrm.wecom;

import org.jspecify.annotations.Nullable;

/**
 * Welcomes for groups (入群欢迎语), 100 a corp; members attach them to their groups in the client. Source: document 92366.
 */
public interface GroupWelcomeTemplates {
    /** Makes one, {@code group_welcome_template/add}; 41055 when there are 100. Must not be repeated blindly. */
    TemplateId add(Caller caller, Content content, boolean notifyMembers);

    /** Replaces its content, {@code edit}. */
    void edit(Caller caller, TemplateId templateId, Content content);

    /** One template, {@code get}. */
    Content get(Caller caller, TemplateId templateId);

    /** Deletes one of ours, {@code del}; 41058 for another app's. */
    void delete(Caller caller, TemplateId templateId);

    record TemplateId(String value) {}

    /**
     * What new members see.
     *
     * @param text 3000 bytes at most; {@code %NICKNAME%} stands for the new member
     * @param attachment one at most
     */
    record Content(@Nullable String text, @Nullable Attachment attachment) {}
}
