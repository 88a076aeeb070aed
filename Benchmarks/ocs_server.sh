#!/bin/sh
# OCS Inventory's server as Debian packs it, with Apache and MariaDB, inside the root directory that load_peer.py has laid out.
# usage: ocs_server.sh PORT            (as root of a mount and process namespace of its own; ends with them)
set -eu
port=$1
mount -t proc proc /proc
mkdir -p /run/mysqld /run/apache2 /run/lock
chown mysql /run/mysqld
socket=/run/mysqld/mysqld.sock
# As durable as it comes (a flush for each commit), and with memory enough for all that is asked of it here.
mariadbd --no-defaults --user=mysql --datadir=/var/lib/mysql --skip-networking --socket=$socket \
    --innodb-buffer-pool-size=1G >/var/log/mariadbd.log 2>&1 &
tries=0
until mariadb-admin --no-defaults --socket=$socket ping >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ $tries -lt 300 ] || { cat /var/log/mariadbd.log >&2; exit 1; }
    sleep 0.1
done
sql() { mariadb --no-defaults --socket=$socket "$@"; }
# Each run begins with an empty database.
sql -e "DROP DATABASE IF EXISTS ocsweb; CREATE DATABASE ocsweb CHARACTER SET utf8;
    CREATE OR REPLACE USER ocs@localhost IDENTIFIED BY 'ocs'; GRANT ALL ON ocsweb.* TO ocs@localhost"
sql ocsweb </schema/ocsbase.sql
for file in $(ls /schema/update/*.sql | sort -V); do
    # The installer of its pages passes over what is there already, too.
    sql --force ocsweb <"$file" 2>>/var/log/schema.log
done
a2dismod -q -f mpm_event
a2enmod -q mpm_prefork perl
a2enconf -q ocsinventory-server
printf 'Listen 127.0.0.1:%s\nServerName localhost\n' "$port" >/etc/apache2/ports.conf
exec apache2ctl -D FOREGROUND
