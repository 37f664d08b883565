# SPDX-License-Identifier: GPL-2.0-or-later
# kenshin-stick, for the chamber's own PC: write sticks, look at one that came back, issue it again.
# Parses what a stick brings with our own bounded readers only; nothing on a stick is mounted.
$(eval $(call room,image-build/stick,image-build/exfat core/checklist core/record core/text core/model core/base,jansson))
$(eval $(call program,kenshin-stick,image-build/stick/stick_main.c,image-build/stick))
