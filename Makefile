# One line each; what they do is said by ./scrm help.
.PHONY: up down demo test test-mysql format bench faults
up: ; ./scrm up
down: ; ./scrm down
demo: ; ./scrm demo
test: ; ./scrm test
test-mysql: ; ./scrm test --mysql 9
format: ; ./mvnw -q spotless:apply
bench: ; ./scrm bench
faults: ; ./scrm faults --short
