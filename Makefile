# SPDX-License-Identifier: Apache-2.0
#
# make            the library, build/libpersons.so.1
# make demo       100,000 persons, found, searched and updated from C and from Python
# make check      all quick tests; ends with "N passed, N failed"; STEPS="rest-raw swift" runs some of them
# make check-quick the part of them for the loop of a contributor: under 3 minutes
# make check-long the long ones: crash and thread runs, planted faults
# make coverage   which lines and regions the quick tests run; fails under 95 % and 90 %
# make bench      speed and quality, beside others: those below but bench-versus; bench-search takes SIZE=1000000 too
#   make bench-store    the store, beside hand-written C over SQLite
#   make bench-search   search, beside SQLite FTS5 and tantivy
#   make bench-rest     personsd, beside Flask with SQLite
#   make bench-access   tokens that are limited to groups, beside the owner; SIZE=1000000 too; BARS=--bars fails where one is missed
#   make bench-versus OTHER=path/libpersons.so.1   two builds of the library, call by call, in one process
#   make quality        who is found by what, beside FTS5 trigram, tantivy and rapidfuzz
# make install    PREFIX=/usr/local LIBDIR=PREFIX/lib DESTDIR=; install-python alone is its Python part
# make man        the manual pages, build/man
# make deb        the Debian packages, build/deb
# make wheel      the Python package with the library inside, build/wheel
#
# A build that may not install anything says INSTALL_DEPENDENCIES=no.

VERSION := $(shell sed -n 's/^.define PERSONS_VERSION "\(.*\)"/\1/p' include/persons.h)
# The number of the ABI and what is behind the major version: libpersons.so.1.1.0 of version 0.1.0.
FILE_VERSION := $(shell sed -n 's/^.define PERSONS_ABI_VERSION //p' include/persons.h).$(shell echo $(VERSION) | cut -d. -f2-)
PREFIX  ?= /usr/local
LIBDIR  ?= $(PREFIX)/lib
DESTDIR ?=
SYSTEMD ?= $(PREFIX)/lib/systemd/system
SYSUSERS ?= $(PREFIX)/lib/sysusers.d
INSTALL_DEPENDENCIES ?= yes
PYTHON  ?= python3
# Where Debian's Python looks: /usr has one folder for every version, anywhere else has one for each.
PYTHONDIR ?= $(PREFIX)/lib/python$(if $(filter /usr,$(PREFIX)),3,$(shell $(PYTHON) -c \
  'import sys; print("%d.%d" % sys.version_info[:2])'))/dist-packages
SWIFT   ?= swift
CC      ?= cc
JOBS    ?= $(shell nproc)

# SwiftPM has no words for these: a static Swift runtime (a dynamic one takes over the host's signals) without its
# regular expressions (1.3 MB), exported names from the header, the SONAME, no run path, everything bound when it is
# loaded.
SWIFT_LIBRARY_FLAGS = -c release --product persons --scratch-path .build --disable-sandbox --jobs $(JOBS) \
  --cache-path .build/cache --config-path .build/configuration --security-path .build/security \
  -Xswiftc -static-stdlib -Xswiftc -no-toolchain-stdlib-rpath -Xswiftc -gnone -Xswiftc -use-ld=lld \
  -Xswiftc -Xfrontend -Xswiftc -disable-implicit-string-processing-module-import \
  -Xlinker --version-script=$(CURDIR)/build/persons.map -Xlinker -soname=libpersons.so.1 \
  -Xlinker --gc-sections -Xlinker --icf=safe -Xlinker -z -Xlinker pack-relative-relocs -Xlinker -z -Xlinker relro -Xlinker -z -Xlinker now \
  -Xlinker -z -Xlinker nodelete -Xlinker -z -Xlinker noexecstack --disable-local-rpath \
  -Xlinker $(CURDIR)/build/after_fork.o

# CPPFLAGS, CFLAGS and LDFLAGS are the packager's.
C_FLAGS = -std=c11 -O2 -g -Wall -Wextra -Wpedantic -Werror -D_GNU_SOURCE -Iinclude
HARDENING = -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE -pie -Wl,-z,relro -Wl,-z,now
C_LINK  = -Lbuild -lpersons -Wl,-rpath,$(CURDIR)/build -ljansson -lpthread

export PERSONS_LIBRARY := $(CURDIR)/build/libpersons.so.1

SOURCES := $(shell find Sources -name '*.swift' -o -name '*.h' -o -name '*.modulemap' 2>/dev/null)

.PHONY: all man deb wheel install-python demo check check-quick check-long check-programs coverage bench bench-store bench-search bench-rest bench-access bench-versus quality install clean dependencies python-environment FORCE

all: build/libpersons.so.1 build/persons.pc build/personsd

PERSONSD = $(wildcard bindings/c/personsd/*.[ch] bindings/c/personsd/play/*.[ch])
# Its last words are how it finds the library.
define link_personsd
	$(CC) $(C_FLAGS) $(HARDENING) $(CPPFLAGS) $(CFLAGS) $(filter %.c,$(PERSONSD)) -o $@ $(LDFLAGS) -Lbuild -lpersons \
	  -lmicrohttpd -ljansson -lpthread
endef
build/personsd: $(PERSONSD) build/libpersons.so.1 include/persons.h
	$(link_personsd) -Wl,-rpath,'$$ORIGIN'
# For an installed tree, whose libraries are where the loader looks.
build/install/personsd: $(PERSONSD) build/libpersons.so.1 include/persons.h
	@mkdir -p build/install
	$(link_personsd) -Wl,-rpath-link,build

man: build/man/man3/libpersons.3
build/man/man3/libpersons.3: packaging/man-pages $(wildcard packaging/man/*.py) include/persons.h build/libpersons.so.1 \
    $(wildcard bindings/python/persons/cli/*.py)
	@packaging/man-pages build/man

dependencies:
ifneq ($(INSTALL_DEPENDENCIES),no)
	@Tests/tools/install-dependencies
endif

build/persons.map: include/persons.h Tests/tools/version-script
	@mkdir -p build
	@Tests/tools/version-script include/persons.h > $@

build/after_fork.o: Sources/CSystem/after_fork.c
	@mkdir -p build
	$(CC) $(C_FLAGS) -fPIC -c $< -o $@

build/libpersons.so.1: $(SOURCES) Package.swift Makefile build/persons.map build/after_fork.o include/persons.h | dependencies
	@# SwiftPM does not see that link flags changed.
	@rm -f .build/release/libpersons.so
	$(SWIFT) build $(SWIFT_LIBRARY_FLAGS)
	@cp -f .build/release/libpersons.so $@.new && strip --strip-unneeded $@.new && mv -f $@.new $@
	@ln -sf libpersons.so.1 build/libpersons.so

# No Requires.private: there is no static library, and a program needs nothing else to be compiled.
build/persons.pc: Makefile include/persons.h
	@mkdir -p build
	@printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$(LIBDIR)' 'includedir=$${prefix}/include' '' \
	  'Name: persons' 'Description: An embeddable persons directory' \
	  'URL: https://github.com/libpersons/libpersons' 'Version: $(VERSION)' \
	  'Libs: -L$${libdir} -lpersons' 'Cflags: -I$${includedir}' > $@

# ------------------------------------------------------------------------------------------- demo and tests --

HOSTS = fixtures harness load fork
TEST_PROGRAMS = $(addprefix build/tests/,$(HOSTS) threads crash damage die_at_unlink.so faults full_disk power places flat access \
  hidden_cost bench bench-access demo)
C_HEADERS := $(shell find Tests bindings -name '*.h')

define compile
	@mkdir -p build/tests
	$(CC) $(C_FLAGS) $(filter %.c,$^) -o $@ $(C_LINK) -lsqlite3 -lxxhash
endef

$(addprefix build/tests/,$(HOSTS)): build/tests/%: bindings/c/tests/%.c $(C_HEADERS) build/libpersons.so.1 include/persons.h
	$(compile)
build/tests/threads: Tests/threads/threads.c $(C_HEADERS) build/libpersons.so.1 include/persons.h
	$(compile)
build/tests/crash: Tests/crash/crash.c $(C_HEADERS) build/libpersons.so.1 include/persons.h
	$(compile)
build/tests/damage: Tests/damage/damage.c $(C_HEADERS) build/libpersons.so.1 include/persons.h
	$(compile)
build/tests/die_at_unlink.so: Tests/damage/die_at_unlink.c
	@mkdir -p build/tests
	$(CC) $(C_FLAGS) -shared -fPIC $^ -o $@ -ldl
build/tests/places: Tests/places/places.c $(C_HEADERS) build/libpersons.so.1 include/persons.h
	$(compile)
build/tests/flat: Tests/long/flat.c $(C_HEADERS) build/libpersons.so.1 include/persons.h
	$(compile)
build/tests/access: Tests/access/access.c $(C_HEADERS) build/libpersons.so.1 include/persons.h
	$(compile)
build/tests/hidden_cost: Tests/access/hidden_cost.c $(C_HEADERS) build/libpersons.so.1 include/persons.h
	$(compile)
# Programs that begin again with a shared object before libc: one fails system calls, the other records them.
build/tests/faults: Tests/faults/faults.c $(C_HEADERS) build/libpersons.so.1 include/persons.h | build/tests/failing.so
	$(compile)
build/tests/full_disk: Tests/faults/full_disk.c $(C_HEADERS) build/libpersons.so.1 include/persons.h
	$(compile)
build/tests/power: Tests/power/power.c $(C_HEADERS) build/libpersons.so.1 include/persons.h | build/tests/recording.so
	$(compile)
build/tests/failing.so: Tests/faults/failing.c $(wildcard Tests/faults/*.h)
	@mkdir -p build/tests
	$(CC) $(C_FLAGS) -fPIC -shared $(filter %.c,$^) -o $@ -ldl
build/tests/recording.so: Tests/power/recording.c Tests/faults/interpose.h Tests/power/recording.h
	@mkdir -p build/tests
	$(CC) $(C_FLAGS) -fPIC -shared $(filter %.c,$^) -o $@ -ldl -lpthread
build/tests/demo: bindings/c/demo.c build/libpersons.so.1 include/persons.h
	$(compile)
build/tests/bench: Tests/bench/bench.c Tests/bench/peer.c $(C_HEADERS) build/libpersons.so.1 include/persons.h
	$(compile) -lutf8proc
build/tests/bench-access: Tests/bench/access/access.c $(C_HEADERS) build/libpersons.so.1 include/persons.h
	$(compile)
build/tests/versus: Tests/bench/versus.c include/persons.h
	@mkdir -p build/tests
	$(CC) $(C_FLAGS) $(filter %.c,$^) -o $@ -ljansson -ldl -lpthread

# Another version there makes the environment anew.
python-environment: build/venv/ready
build/venv/ready: Tests/server/environment.py | dependencies
	@$(PYTHON) Tests/server/environment.py checks

demo: all build/tests/demo
	@PYTHONPATH=bindings/python $(PYTHON) Tests/demo/demo.py --folder build/demo
	@build/tests/demo build/demo/people.db

# Quietly and side by side: what matters is what the steps say.
check-programs: all $(TEST_PROGRAMS) python-environment

STEPS ?= all
check:
	@$(MAKE) --no-print-directory -j$(JOBS) check-programs
	@$(PYTHON) Tests/tools/check $(STEPS)

check-quick:
	@$(MAKE) --no-print-directory check STEPS=quick

coverage: all $(TEST_PROGRAMS) python-environment
	@Tests/tools/coverage

check-long:
	@$(MAKE) --no-print-directory check STEPS=long

bench: bench-store bench-search bench-rest bench-access quality

bench-rest: all
	@mkdir -p build/bench
	@[ -f build/bench/persons.ndjson ] || $(PYTHON) Tests/demo/make_persons.py 100000 build/bench/persons.ndjson
	@Tests/bench/rest/run.sh build/bench

SIZE ?= 100000
bench-search: all
	@Tests/bench/search/run.sh build/bench $(SIZE)

bench-access: all build/tests/bench-access
	@Tests/bench/access/run.sh build/bench $(SIZE) $(BARS)

quality: all
	@PYTHONPATH=bindings/python $(PYTHON) Tests/quality/run.py --folder build/quality

bench-versus: all build/tests/versus
	@[ -n "$(OTHER)" ] || { echo "usage: make bench-versus OTHER=path/libpersons.so.1" >&2; exit 2; }
	@mkdir -p build/bench
	@[ -f build/bench/persons.ndjson ] || $(PYTHON) Tests/demo/make_persons.py 100000 build/bench/persons.ndjson
	@build/tests/versus build/libpersons.so.1 "$(OTHER)" build/bench/persons.ndjson build/bench

bench-store: all build/tests/bench
	@mkdir -p build/bench
	@[ -f build/bench/persons.ndjson ] || $(PYTHON) Tests/demo/make_persons.py 100000 build/bench/persons.ndjson
	@build/tests/bench build/bench build/bench/persons.ndjson

# ---------------------------------------------------------------------------------------------------- install --

install: all man build/install/personsd install-python
	@$(MAKE) --no-print-directory -B build/persons.pc
	install -d $(DESTDIR)$(LIBDIR)/pkgconfig $(DESTDIR)$(PREFIX)/include $(DESTDIR)$(PREFIX)/sbin \
	  $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man3 $(DESTDIR)$(PREFIX)/share/man/man8 \
	  $(DESTDIR)$(SYSTEMD) $(DESTDIR)$(SYSUSERS)
	install -m 0644 build/libpersons.so.1 $(DESTDIR)$(LIBDIR)/libpersons.so.$(FILE_VERSION)
	ln -sf libpersons.so.$(FILE_VERSION) $(DESTDIR)$(LIBDIR)/libpersons.so.1
	ln -sf libpersons.so.1 $(DESTDIR)$(LIBDIR)/libpersons.so
	install -m 0644 include/persons.h $(DESTDIR)$(PREFIX)/include/persons.h
	install -m 0644 build/persons.pc $(DESTDIR)$(LIBDIR)/pkgconfig/persons.pc
	install -m 0755 build/install/personsd $(DESTDIR)$(PREFIX)/sbin/personsd
	install -m 0644 build/man/man1/persons.1 $(DESTDIR)$(PREFIX)/share/man/man1/
	install -m 0644 build/man/man3/*.3 $(DESTDIR)$(PREFIX)/share/man/man3/
	install -m 0644 bindings/c/personsd/personsd.8 $(DESTDIR)$(PREFIX)/share/man/man8/personsd.8
	sed 's|/usr/sbin/|$(PREFIX)/sbin/|' bindings/c/personsd/personsd.service > $(DESTDIR)$(SYSTEMD)/personsd.service
	install -m 0644 bindings/c/personsd/personsd.sysusers $(DESTDIR)$(SYSUSERS)/personsd.conf

install-python:
	cd bindings/python && find persons -name '*.py' -o -name py.typed | while read -r file; do \
	  install -D -m 0644 "$$file" "$(DESTDIR)$(PYTHONDIR)/$$file"; done
	install -m 0644 bindings/python/persons_command.py $(DESTDIR)$(PYTHONDIR)/persons_command.py
	install -d $(DESTDIR)$(PREFIX)/bin
	printf '#!/usr/bin/env python3\nimport sys\nfrom persons_command import main\nsys.exit(main())\n' \
	  > $(DESTDIR)$(PREFIX)/bin/persons && chmod 0755 $(DESTDIR)$(PREFIX)/bin/persons

deb:
	@packaging/deb

wheel: all
	@packaging/wheel

clean:
	rm -rf build .build
