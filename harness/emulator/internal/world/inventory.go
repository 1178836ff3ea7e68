package world

import (
	"slices"
	"strings"
)

// An Inventory says which lists of its objects a bucket gets. It never changes.
// https://help.aliyun.com/zh/oss/user-guide/bucket-inventory
type Inventory struct {
	ID   string
	Text string // the elements of its configuration, as the caller wrote them
}

// InventoryAt finds the index of an inventory by id, and reports whether it exists. If not, the
// index is its place.
func (b *Bucket) InventoryAt(id string) (at int, known bool) {
	return slices.BinarySearchFunc(b.Inventories, id, func(i Inventory, id string) int { return strings.Compare(i.ID, id) })
}
