#!/bin/bash
# Brings Debian's WordPress into .testbeds/wordpress, without the web server its package asks for: PHP serves it.
# Does nothing where it is there already. PHP and MariaDB come from the system (.ci/testbeds).
set -euo pipefail
home=${TESTBEDS_HOME:-$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/../../../.testbeds}/wordpress
[ -e "$home/installed" ] && exit 0

rm -rf "$home"
mkdir -p "$home/packages"
cd "$home"
(cd packages && apt-get download -qq wordpress wordpress-theme-twentytwentythree 2>/dev/null)
for package in packages/*.deb; do dpkg-deb --extract "$package" packages/root; done
mv packages/root/usr/share/wordpress www
# Links into other packages: a feed needs none of what they hold.
find www -xtype l -delete
rm -rf packages
touch installed
