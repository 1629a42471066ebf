package scrm.wecom;

import java.util.List;

import scrm.events.UserId;

/** Departments and members within the app's range. Source: documents 90208, 90200. */
public interface Directory {
    /** All departments, {@code department/simplelist}; without names. */
    List<DepartmentId> departments(Caller caller);

    /** One department, {@code department/get}. */
    Department department(Caller caller, long departmentId);

    /** The members of a department itself, {@code user/simplelist}. */
    List<Member> members(Caller caller, long departmentId);

    /** One member, {@code user/get}; 60111 if there is none. */
    Member member(Caller caller, UserId userId);

    /** @param order larger sorts first */
    record DepartmentId(long id, long parentId, long order) {}

    /** @param leaders who lead it */
    record Department(long id, String name, long parentId, long order, List<UserId> leaders) {
        public Department {
            leaders = List.copyOf(leaders);
        }
    }

    /** @param departments ids */
    record Member(UserId userId, String name, List<Long> departments) {
        public Member {
            departments = List.copyOf(departments);
        }
    }
}
